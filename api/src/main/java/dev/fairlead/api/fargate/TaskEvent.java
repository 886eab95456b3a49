package dev.fairlead.api.fargate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;

/**
 * An "ECS Task State Change" of EventBridge, as far as it matters here (Amazon ECS Developer Guide,
 * "Amazon ECS task state change events").
 *
 * @param version grows with each change of the task; a repeated event has the same
 * @param ending whether the task has stopped or is about to
 */
record TaskEvent(String taskArn, long version, boolean ending) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * Reads the body of a message.
   *
   * @return empty for an event of another kind
   * @throws IOException if it is no event
   */
  static Optional<TaskEvent> parse(String body) throws IOException {
    JsonNode event = JSON.readTree(body);
    if (event == null || !event.path("detail").isObject()) {
      throw new IOException("no EventBridge event");
    }
    if (!event.path("detail-type").asText().equals("ECS Task State Change")) {
      return Optional.empty();
    }
    JsonNode detail = event.path("detail");
    String arn = detail.path("taskArn").asText();
    if (!EcsTasks.isArn(arn) || !detail.path("version").canConvertToLong()) {
      throw new IOException("an event without taskArn and version");
    }
    boolean ending =
        detail.path("desiredStatus").asText().equals("STOPPED")
            || detail.path("lastStatus").asText().equals("STOPPED");
    return Optional.of(new TaskEvent(arn, detail.path("version").asLong(), ending));
  }
}

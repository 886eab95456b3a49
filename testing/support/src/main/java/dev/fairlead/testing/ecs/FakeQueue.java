package dev.fairlead.testing.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One standard queue of SQS: at least once, in no promised order; what is received and not deleted
 * within 30 s comes again (Amazon SQS Developer Guide, "Visibility timeout"). It keeps 100,000
 * messages and forgets the oldest beyond.
 */
public final class FakeQueue {
  private static final long VISIBILITY_NANOS = 30_000_000_000L;
  private static final int MOST = 100_000;

  private record Hidden(String body, long until) {}

  private final Deque<String> waiting = new ArrayDeque<>();
  private final Map<String, Hidden> hidden = new LinkedHashMap<>();
  private int deleted;

  /** Puts a message at the end. */
  public synchronized void send(String body) {
    if (waiting.size() >= MOST) {
      waiting.removeFirst();
    }
    waiting.addLast(body);
    notifyAll();
  }

  /** How many messages were deleted so far. */
  public synchronized int deleted() {
    return deleted;
  }

  synchronized ObjectNode receive(JsonNode request) throws InterruptedException {
    long giveUp = System.nanoTime() + request.path("WaitTimeSeconds").asLong() * 1_000_000_000L;
    showAgain();
    while (waiting.isEmpty() && System.nanoTime() < giveUp) {
      wait(Math.max(1, (giveUp - System.nanoTime()) / 1_000_000));
      showAgain();
    }
    List<ObjectNode> messages = new ArrayList<>();
    int most = request.path("MaxNumberOfMessages").asInt(1);
    while (!waiting.isEmpty() && messages.size() < most) {
      messages.add(hide(waiting.removeFirst()));
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.putArray("Messages").addAll(messages);
    return answer;
  }

  private ObjectNode hide(String body) {
    String receipt = UUID.randomUUID().toString();
    hidden.put(receipt, new Hidden(body, System.nanoTime() + VISIBILITY_NANOS));
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    message.put("MessageId", UUID.randomUUID().toString());
    message.put("ReceiptHandle", receipt);
    message.put("Body", body);
    message.put("MD5OfBody", md5(body));
    return message;
  }

  private void showAgain() {
    hidden
        .entrySet()
        .removeIf(
            entry -> {
              boolean over = entry.getValue().until() < System.nanoTime();
              if (over) {
                waiting.addLast(entry.getValue().body());
              }
              return over;
            });
  }

  synchronized ObjectNode delete(JsonNode request) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    var successful = answer.putArray("Successful");
    for (JsonNode entry : request.path("Entries")) {
      if (hidden.remove(entry.path("ReceiptHandle").asText()) != null) {
        deleted++;
      }
      successful.addObject().put("Id", entry.path("Id").asText());
    }
    answer.putArray("Failed");
    return answer;
  }

  private static String md5(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

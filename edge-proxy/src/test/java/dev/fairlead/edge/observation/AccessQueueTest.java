package dev.fairlead.edge.observation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.edge.http.BodyTier;
import org.junit.jupiter.api.Test;

final class AccessQueueTest {
  private final AccessQueue queue = new AccessQueue();

  @Test
  void takesWhatFitsAndRefusesTheRest() {
    for (int i = 0; i < AccessQueue.CAPACITY; i++) {
      assertThat(queue.offer(entry(i))).isTrue();
    }
    assertThat(queue.offer(entry(-1))).isFalse();
    assertThat(queue.poll()).isEqualTo(entry(0));
    assertThat(queue.offer(entry(-2))).isTrue();
    for (int i = 1; i < AccessQueue.CAPACITY; i++) {
      assertThat(queue.poll()).isEqualTo(entry(i));
    }
    assertThat(queue.poll()).isEqualTo(entry(-2));
    assertThat(queue.poll()).isNull();
  }

  @Test
  void nothingThatAClientSendsEndsALine() {
    StringBuilder line = new StringBuilder();
    entry(1).appendTo(line);

    assertThat(line.toString())
        .isEqualTo(
            """
            {"time":"1970-01-01T00:00:00.001Z","host":"a.example","class":"preview",\
            "method":"GET","target":"/\\"\\\\","status":200,"bytes":7,"micros":2,\
            "protocol":"h2","tls":true,"cache":"disk","user_agent":"x\\u000a\\u00e9\\u007f"}
            """);
  }

  private static AccessEntry entry(long millis) {
    return new AccessEntry(
        millis,
        HostClass.PREVIEW,
        "a.example",
        "GET",
        "/\"\\",
        true,
        "h2",
        null,
        200,
        7,
        2_500,
        BodyTier.DISK,
        "x\n\u00e9\u007f",
        null);
  }
}

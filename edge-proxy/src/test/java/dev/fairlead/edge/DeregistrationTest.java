package dev.fairlead.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.testing.Eventually;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An edge that is told to end while a load balancer still sends new connections to it. */
final class DeregistrationTest {
  private static final String HOST = "site.example.net";
  private static final Duration GRACE = Duration.ofSeconds(3);

  @Test
  void newConnectionsAreServedForAWhileAndThenRefused() throws Exception {
    EdgeFixture fixture = new EdgeFixture();
    fixture.route(HOST, fixture.deployment().html("/index.html", "still here").publish(), true);
    EdgeProxy edge =
        fixture.start(
            EdgeConfig.listening("127.0.0.1", 0)
                .withDeregistration(GRACE)
                .withDrain(Duration.ofSeconds(2)));
    int port = edge.port();
    long begin = System.nanoTime();
    Thread closing = Thread.ofPlatform().start(edge::close);
    Eventually.becomesTrue(
        "it waits", () -> closing.getState() == Thread.State.TIMED_WAITING || !closing.isAlive());

    assertThat(RawClient.get(port, HOST, "/").body()).isEqualTo("still here");

    closing.join();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(GRACE);
    assertThat(isRefused(port)).isTrue();
  }

  private static boolean isRefused(int port) throws IOException {
    try (RawClient client = new RawClient(port)) {
      return false;
    } catch (ConnectException e) {
      return true;
    }
  }
}

package dev.fairlead.edge;

import dev.fairlead.edge.connection.ConnectionConfig;
import dev.fairlead.edge.connection.EdgeInitializer;
import dev.fairlead.edge.connection.OpenConnections;
import dev.fairlead.edge.observation.Metrics;
import dev.fairlead.edge.observation.ObservationConfig;
import dev.fairlead.edge.observation.OperatorPages;
import dev.fairlead.edge.observation.Readiness;
import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * The port where an operator asks for metrics and health. Its connections are counted by
 * themselves: clients that use up theirs keep nobody from looking.
 */
final class OperatorPort implements AutoCloseable {
  private static final int MAX_CONNECTIONS = 100;

  private final ObservationConfig config;
  private final EventLoops loops;
  private final OperatorPages pages;
  private final Readiness readiness;
  private List<Channel> listening = List.of();
  private final OpenConnections connections =
      new OpenConnections(
          ConnectionConfig.DEFAULT.withMaxConnections(MAX_CONNECTIONS, MAX_CONNECTIONS));

  OperatorPort(ObservationConfig config, EventLoops loops, Metrics metrics, Readiness readiness) {
    this.config = config;
    this.loops = loops;
    this.pages = new OperatorPages(metrics, readiness);
    this.readiness = readiness;
  }

  /**
   * Begins to listen, if that is wanted.
   *
   * @throws IOException if the address cannot be bound, for one because the port is taken
   */
  void start() throws IOException {
    Integer wanted = config.metricsPort();
    if (wanted != null) {
      listening =
          loops.listen(
              config.metricsAddress(),
              wanted,
              loop ->
                  new EdgeInitializer(
                      ConnectionConfig.DEFAULT, connections, pages, loop, false, null));
    }
  }

  /**
   * The port that is listened on.
   *
   * @throws IllegalStateException if there is none
   */
  int port() {
    if (listening.isEmpty()) {
      throw new IllegalStateException("nothing is told to an operator, or not yet");
    }
    return ((InetSocketAddress) listening.getFirst().localAddress()).getPort();
  }

  /** Says from now on that nobody should be sent here. */
  void ending() {
    readiness.end();
  }

  @Override
  public void close() {
    listening.forEach(channel -> channel.close().awaitUninterruptibly());
    connections.closeAll(Duration.ofSeconds(1));
  }
}

package dev.fairlead.edge;

import dev.fairlead.edge.connection.EdgeLoop;
import dev.fairlead.edge.connection.OpenConnections;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The ports where sites are served, from the first connection to the end of the last. */
final class ServingPorts {
  /**
   * How long handshakes may take that have begun before the end, also where no connection is open:
   * nobody but the kernel knows of them. Longer than most round trips.
   */
  private static final Duration ARRIVALS = Duration.ofMillis(500);

  private final String address;
  private final EventLoops loops;
  private final OpenConnections connections;
  private final List<Channel> listening = new ArrayList<>();

  ServingPorts(String address, EventLoops loops, OpenConnections connections) {
    this.address = address;
    this.loops = loops;
    this.connections = connections;
  }

  /**
   * Listens on one more port.
   *
   * @param wanted 0 for any that is free
   * @param handlers what initializes the connections of a loop
   * @return the port
   * @throws IOException if the address cannot be bound, for one because the port is taken
   */
  int listen(int wanted, Function<EdgeLoop, ChannelHandler> handlers) throws IOException {
    List<Channel> channels = loops.listen(address, wanted, handlers);
    listening.addAll(channels);
    return ((InetSocketAddress) channels.getFirst().localAddress()).getPort();
  }

  /** Goes on for so long. */
  void stayOpen(Duration time) {
    if (!listening.isEmpty()) {
      listening.getFirst().closeFuture().awaitUninterruptibly(time.toMillis());
    }
  }

  /**
   * Takes no new connection, lets those that are open end, then closes those that have not.
   *
   * @param patience how long they may take
   */
  void drain(Duration patience) {
    long begun = System.nanoTime();
    listening.forEach(ListeningEnd::refuseNew);
    connections.beginDrain();
    stayOpen(patience.compareTo(ARRIVALS) < 0 ? patience : ARRIVALS);
    listening.forEach(channel -> ListeningEnd.close(channel).awaitUninterruptibly());
    Duration left = patience.minusNanos(System.nanoTime() - begun);
    connections.awaitEnd(left.isNegative() ? Duration.ZERO : left);
    connections.closeAll(patience);
  }
}

package dev.fairlead.edge.connection;

import dev.fairlead.edge.http.Answering;
import dev.fairlead.edge.http.StrictTransport;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import org.jspecify.annotations.Nullable;

/** The handlers of every connection in the clear, from the socket to the answer. */
public final class EdgeInitializer extends ChannelInitializer<SocketChannel> {
  private final ConnectionConfig config;
  private final OpenConnections connections;
  private final Answering answering;
  private final EdgeLoop loop;
  private final @Nullable StrictTransport transport;
  private final boolean behindTls;

  /**
   * @param loop of all connections that are initialized here
   * @param behindTls whether clients speak TLS to somebody before us
   * @param transport what those clients are told of it; null for nothing
   */
  public EdgeInitializer(
      ConnectionConfig config,
      OpenConnections connections,
      Answering answering,
      EdgeLoop loop,
      boolean behindTls,
      @Nullable StrictTransport transport) {
    this.config = config;
    this.connections = connections;
    this.answering = answering;
    this.loop = loop;
    this.transport = transport;
    this.behindTls = behindTls;
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    Http1Connection connection =
        new Http1Connection(
            answering,
            loop,
            config,
            new Http1Connection.Security(behindTls, false, behindTls ? transport : null));
    channel
        .pipeline()
        .addLast("connections", connections)
        .addLast("fast-decoder", connection.decoder())
        .addLast("http1", connection);
  }
}

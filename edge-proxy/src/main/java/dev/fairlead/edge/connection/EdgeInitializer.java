package dev.fairlead.edge.connection;

import dev.fairlead.edge.http.Answering;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;

/** The handlers of every connection in the clear, from the socket to the answer. */
public final class EdgeInitializer extends ChannelInitializer<SocketChannel> {
  private final ConnectionConfig config;
  private final OpenConnections connections;
  private final Answering answering;
  private final EdgeLoop loop;
  private final boolean behindTls;

  /**
   * @param loop of all connections that are initialized here
   * @param behindTls whether clients speak TLS to somebody before us
   */
  public EdgeInitializer(
      ConnectionConfig config,
      OpenConnections connections,
      Answering answering,
      EdgeLoop loop,
      boolean behindTls) {
    this.config = config;
    this.connections = connections;
    this.answering = answering;
    this.loop = loop;
    this.behindTls = behindTls;
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    Http1Connection connection =
        new Http1Connection(
            answering, loop, config, new Http1Connection.Security(behindTls, false));
    channel
        .pipeline()
        .addLast("connections", connections)
        .addLast("fast-decoder", connection.decoder())
        .addLast("http1", connection);
  }
}

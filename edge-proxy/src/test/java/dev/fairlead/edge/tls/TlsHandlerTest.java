package dev.fairlead.edge.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.site.Hostname;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Predicate;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first message of a handshake. */
class TlsHandlerTest {
  @Test
  void aHandshakeThatCannotBeginEndsTheConnection(@TempDir Path folder) throws Exception {
    CertificatesForTests certificates = new CertificatesForTests();
    certificates.issue(folder, "default", "edge.example");
    try (TlsAcceptor tls = new TlsAcceptor(TlsConfig.of(folder, 0), InstantSource.system())) {
      EmbeddedChannel channel = new EmbeddedChannel();
      // The name that the handler needs for another is taken.
      channel.pipeline().addLast("protocol", new ChannelInboundHandlerAdapter());
      channel.pipeline().addFirst(tls.newHandler(new NoProtocols()));

      channel.writeInbound(Unpooled.wrappedBuffer(clientHello(certificates)));

      assertThat(channel.isOpen()).isFalse();
      assertThat(tls.failedHandshakes()).isOne();
      channel.finishAndReleaseAll();
    }
  }

  private static ByteBuffer clientHello(CertificatesForTests certificates) throws Exception {
    SSLEngine client = certificates.trusting().createSSLEngine("edge.example", 443);
    client.setUseClientMode(true);
    ByteBuffer hello = ByteBuffer.allocate(client.getSession().getPacketBufferSize());
    client.wrap(ByteBuffer.allocate(0), hello);
    return hello.flip();
  }

  /** No handshake gets as far as a protocol. */
  private static final class NoProtocols implements TlsAcceptor.Protocols {
    @Override
    public void http1(ChannelPipeline pipeline, Predicate<Hostname> served) {
      throw new AssertionError("HTTP/1.1 without a handshake");
    }

    @Override
    public void http2(ChannelPipeline pipeline, Predicate<Hostname> served) {
      throw new AssertionError("HTTP/2 without a handshake");
    }
  }
}

package dev.fairlead.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.edge.NoMemory;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections of HTTP/2 that find no memory to write into. */
class NoMemoryTest {
  private static final int WINDOW = 4;
  private static final int END = FrameType.END_STREAM | FrameType.END_HEADERS;

  private final NoMemory memory = new NoMemory();
  private final AnswersForTests answers = new AnswersForTests();
  private final EmbeddedChannel channel = new EmbeddedChannel();

  @BeforeEach
  void connect() {
    channel.config().setAllocator(memory);
    Http2Server server = new Http2Server(Http2Limits.DEFAULT, answers, InstantSource.system());
    channel.pipeline().addLast(server.newConnection(host -> true));
    write(FrameClient.PREFACE.getBytes(StandardCharsets.US_ASCII));
    write(FrameClient.frame(FrameType.SETTINGS, 0, 0));
    channel.releaseOutbound();
  }

  @AfterEach
  void everythingIsGivenBack() {
    channel.finishAndReleaseAll();
    assertThat(answers.unreleased()).isZero();
    assertThat(answers.openContents).hasValue(0);
  }

  @Test
  void anAnswerThatComesLaterEndsTheConnection() {
    ask(1, "/later");
    memory.begin();
    answers.held.remove().run();
    channel.runPendingTasks();
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void anAnswerThatIsAtHandEndsTheConnection() {
    memory.begin();
    ask(1, "/bytes/100");
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aBodyThatGoesOnLaterEndsTheConnection() {
    write(FrameClient.frame(FrameType.SETTINGS, 0, 0, new byte[] {0, WINDOW, 0, 0, 0, 0}));
    ask(1, "/pulled/30000");
    channel.runPendingTasks();
    memory.begin();
    write(FrameClient.frame(FrameType.WINDOW_UPDATE, 0, 1, FrameClient.bytes(30_000)));
    channel.runPendingTasks();
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aRefusalEndsTheConnection() {
    memory.begin();
    byte[] post = FrameClient.request("POST", "/", "content-length", "1000000");
    write(FrameClient.frame(FrameType.HEADERS, FrameType.END_HEADERS, 1, post));
    assertThat(channel.isOpen()).isFalse();
  }

  private void ask(int stream, String path) {
    write(FrameClient.frame(FrameType.HEADERS, END, stream, FrameClient.request("GET", path)));
  }

  private void write(byte[] bytes) {
    channel.pipeline().fireChannelRead(Unpooled.wrappedBuffer(bytes)).fireChannelReadComplete();
  }
}

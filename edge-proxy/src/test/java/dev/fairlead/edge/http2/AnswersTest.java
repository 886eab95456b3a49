package dev.fairlead.edge.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.edge.http2.FrameClient.Frame;
import dev.fairlead.edge.http2.FrameClient.Response;
import dev.fairlead.testing.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How answers are sent: heads, bodies, windows, turns. */
class AnswersTest {
  private static final int WINDOW = 4;
  private final Http2Fixture server =
      new Http2Fixture(Http2Limits.DEFAULT.withTimeouts(Http2Fixture.PATIENT));

  @AfterEach
  void everythingIsGivenBack() throws Exception {
    Eventually.becomesTrue(
        "bodies are given back",
        () -> server.answers.unreleased() == 0 && server.answers.openContents.get() == 0);
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/bytes/1",
        "/bytes/16375",
        "/bytes/16376",
        "/bytes/65535",
        "/bytes/1000000",
        "/pulled/1",
        "/pulled/10000",
        "/pulled/1000000"
      })
  void carryWholeBodies(String path) throws Exception {
    int length = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
    try (FrameClient client = wide()) {
      Response response = client.get(1, path).response(1);
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.headers())
          .containsEntry("content-length", Integer.toString(length))
          .containsEntry("content-type", "application/octet-stream")
          .containsKey("date");
      assertThat(response.body()).isEqualTo(AnswersForTests.pattern(length));
    }
  }

  @Test
  void ofHeadHaveTheHeadersOfGetAndNothingElse() throws Exception {
    try (FrameClient client = wide()) {
      for (String path : List.of("/bytes/30000", "/pulled/30000")) {
        int stream = path.startsWith("/b") ? 1 : 3;
        client.send(1, 5, stream, FrameClient.request("HEAD", path));
        Frame head = client.await(FrameType.HEADERS);
        assertThat(head.has(FrameType.END_STREAM)).isTrue();
        assertThat(client.head(head)).containsEntry("content-length", "30000");
      }
    }
  }

  @Test
  void withoutABodyEndWithTheirHead() throws Exception {
    try (FrameClient client = wide()) {
      assertThat(client.get(1, "/none").response(1).headers())
          .containsEntry(":status", "204")
          .doesNotContainKey("content-length");
      assertThat(client.get(3, "/bytes/0").response(3).headers())
          .containsEntry("content-length", "0");
    }
  }

  @Test
  void haveHeadsLongerThanAFrame() throws Exception {
    try (FrameClient client = wide()) {
      Response response = client.get(1, "/wide").response(1);
      assertThat(response.headers().get("x-wide")).hasSize(40_000);
      assertThat(response.body()).hasSize(3);
    }
  }

  @Test
  void tellABrowserEarlyWhatAPageNeeds() throws Exception {
    try (FrameClient client = wide()) {
      client.get(1, "/page", "sec-fetch-mode", "navigate");
      Frame early = client.await(FrameType.HEADERS);
      assertThat(early.has(FrameType.END_STREAM)).isFalse();
      assertThat(client.head(early))
          .containsOnly(
              Map.entry(":status", "103"), Map.entry("link", "</a.css>; rel=preload; as=style"));
      assertThat(client.response(1).status()).isEqualTo(200);
      client.get(3, "/page", "sec-fetch-mode", "no-cors");
      assertThat(client.response(3).status()).isEqualTo(200);
      client.get(5, "/bytes/5", "sec-fetch-mode", "navigate");
      assertThat(client.response(5).status()).isEqualTo(200);
    }
  }

  @Test
  void tellABrowserWhatAPageNeedsBeforeItsBodyIsThere() throws Exception {
    try (FrameClient client = wide()) {
      client.get(1, "/page/later", "sec-fetch-mode", "navigate");
      assertThat(client.head(client.await(FrameType.HEADERS))).containsEntry(":status", "103");
      giveHeld();
      assertThat(client.response(1).status()).isEqualTo(200);
    }
  }

  @Test
  void mayComeLaterAndInAnyOrder() throws Exception {
    try (FrameClient client = wide()) {
      client.get(1, "/later").get(3, "/later").get(5, "/bytes/3");
      assertThat(client.response(5).body()).hasSize(3);
      giveHeld();
      giveHeld();
      assertThat(client.response(1).body()).hasSize(5);
      assertThat(client.response(3).body()).hasSize(5);
    }
  }

  @Test
  void areDroppedWhenNobodyWantsThemAnyMore() throws Exception {
    try (FrameClient client = wide()) {
      client.get(1, "/later").reset(1).settle();
      giveHeld();
      client.get(3, "/bytes/3");
      assertThat(client.response(3).body()).hasSize(3);
    }
  }

  @Test
  void areDroppedWhenTheConnectionIsGone() throws Exception {
    try (FrameClient client = wide()) {
      client.get(1, "/later").get(3, "/pulled/900000").settle();
    }
    try (FrameClient client = FrameClient.open(server.port(), WINDOW, 10)) {
      client.get(1, "/bytes/900000").get(3, "/pulled/900000").settle();
    }
    Eventually.becomesTrue(
        "the connections are closed",
        () -> server.channels.stream().noneMatch(channel -> channel.isActive()));
    giveHeld();
  }

  @Test
  void areBrokenOffWhenTheStoreGivesUp() throws Exception {
    try (FrameClient client = wide()) {
      client.get(1, "/broken/20000");
      assertThat(client.outcome()).isEqualTo("200");
      assertThat(client.outcome()).isEqualTo("RST_STREAM INTERNAL_ERROR");
      assertThat(client.get(3, "/bytes/3").response(3).status()).isEqualTo(200);
    }
  }

  @Test
  void waitForTheWindowOfTheirStream() throws Exception {
    try (FrameClient client = FrameClient.open(server.port(), WINDOW, 1)) {
      client.get(1, "/bytes/10");
      assertThat(client.await(FrameType.DATA).payload()).hasSize(1);
      client.windowUpdate(1, 4);
      assertThat(client.await(FrameType.DATA).payload()).hasSize(4);
      // The window becomes 1 - 1 + 4 - 4 - 1 = -1, then 2.
      client.settings(WINDOW, 0).settle().windowUpdate(1, 3);
      assertThat(client.await(FrameType.DATA).payload()).hasSize(2);
      client.settings(WINDOW, 100);
      Frame last = client.await(FrameType.DATA);
      assertThat(last.payload()).hasSize(3);
      assertThat(last.has(FrameType.END_STREAM)).isTrue();
    }
  }

  @Test
  void waitForTheWindowOfTheConnection() throws Exception {
    try (FrameClient client = FrameClient.open(server.port(), WINDOW, 1 << 20)) {
      client.get(1, "/bytes/100000").get(3, "/bytes/100000");
      assertThat(read(client, 65_535).values().stream().mapToInt(Integer::intValue).sum())
          .isEqualTo(65_535);
      client.settle().windowUpdate(0, 200_000 - 65_535);
      read(client, 200_000 - 65_535);
    }
  }

  @Test
  void takeTurns() throws Exception {
    try (FrameClient client = wide()) {
      ByteArrayOutputStream requests = new ByteArrayOutputStream();
      for (int stream = 1; stream < 9; stream += 2) {
        byte[] request = FrameClient.request("GET", "/bytes/200000");
        requests.writeBytes(FrameClient.frame(1, 5, stream, request));
      }
      requests.writeBytes(FrameClient.frame(1, 5, 9, FrameClient.request("GET", "/bytes/100")));
      client.raw(requests.toByteArray());
      List<Integer> ended = new ArrayList<>();
      Map<Integer, Integer> frames = new HashMap<>();
      while (ended.size() < 5) {
        Frame data = client.await(FrameType.DATA);
        if (data.stream() != 9) {
          frames.merge(data.stream(), 1, Integer::sum);
          assertThat(Collections.max(frames.values()) - Collections.min(frames.values()))
              .isLessThanOrEqualTo(2);
        }
        if (data.has(FrameType.END_STREAM)) {
          ended.add(data.stream());
        }
      }
      assertThat(ended.getFirst()).isEqualTo(9);
    }
  }

  @Test
  void fillRecordsWithWholeFrames() throws Exception {
    try (FrameClient client = wide()) {
      client.get(1, "/bytes/100000");
      int largest = 0;
      for (Frame data = client.await(FrameType.DATA); !data.has(FrameType.END_STREAM); ) {
        largest = Math.max(largest, data.payload().length);
        data = client.await(FrameType.DATA);
      }
      assertThat(largest).isEqualTo(FrameWriter.RECORD - FrameType.HEAD_LENGTH);
    }
  }

  @Test
  void areNotTakenFromOneWhoThrows() throws Exception {
    try (FrameClient client = wide()) {
      client.get(1, "/fails");
      assertThat(client.goAway()).isEqualTo("INTERNAL_ERROR: internal error");
    }
  }

  private void giveHeld() throws Exception {
    Eventually.becomesTrue("somebody has asked", () -> !server.answers.held.isEmpty());
    Objects.requireNonNull(server.answers.held.poll()).run();
  }

  /** A client whose windows are wider than everything it asks for. */
  private FrameClient wide() throws IOException {
    return FrameClient.open(server.port(), WINDOW, 1 << 24).windowUpdate(0, 1 << 24);
  }

  private static Map<Integer, Integer> read(FrameClient client, int bytes) throws IOException {
    Map<Integer, Integer> read = new HashMap<>();
    for (int left = bytes; left > 0; ) {
      Frame data = client.await(FrameType.DATA);
      read.merge(data.stream(), data.payload().length, Integer::sum);
      left -= data.payload().length;
    }
    return read;
  }
}

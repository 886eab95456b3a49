package dev.fairlead.edge.http2;

import static dev.fairlead.edge.http2.FrameClient.bytes;
import static dev.fairlead.edge.http2.FrameClient.fields;
import static dev.fairlead.edge.http2.FrameClient.frame;
import static dev.fairlead.edge.http2.FrameClient.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What one sequence of frames leads to: each row with the section of RFC 9113 that says so. */
class FramesTest {
  private static final int END_HEADERS = FrameType.END_HEADERS;
  private static final int END = FrameType.END_STREAM | FrameType.END_HEADERS;
  private static final byte[] GET = request("GET", "/bytes/10");
  private static final byte[] POST = request("POST", "/bytes/10");
  private static Http2Fixture server;

  @BeforeAll
  static void start() {
    server = new Http2Fixture(Http2Limits.DEFAULT.withTimeouts(Http2Fixture.PATIENT));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<Arguments> frames() {
    List<Arguments> rows = new ArrayList<>();
    row(rows, "§4.1 unknown type is ignored", "200", frame(99, 7, 3, bytes(1)), get(1));
    row(rows, "§4.1 unknown flags are ignored", "PING", frame(6, 0x16, 0, new byte[8]));
    row(rows, "§4.1 reserved bit is ignored", "200", frame(1, END, 1 | (1 << 31), GET));
    row(rows, "§4.2 DATA above 2^14", "GOAWAY FRAME_SIZE_ERROR", frame(0, 0, 1, new byte[16_385]));
    row(rows, "§4.3 table out of step", "GOAWAY COMPRESSION_ERROR", frame(1, END, 1, (byte) 0xff));
    row(
        rows,
        "§4.3 PRIORITY within a block",
        "GOAWAY PROTOCOL_ERROR",
        frame(1, 1, 1, GET),
        frame(2, 0, 1, new byte[5]));
    row(
        rows,
        "§4.3 unknown frame within a block",
        "GOAWAY PROTOCOL_ERROR",
        frame(1, 1, 1, GET),
        frame(99, 0, 1));
    row(rows, "§5.1 DATA on an idle stream", "GOAWAY PROTOCOL_ERROR", frame(0, 1, 1));
    row(
        rows,
        "§5.1 RST_STREAM on an idle stream",
        "GOAWAY PROTOCOL_ERROR",
        frame(3, 0, 1, bytes(8)));
    row(
        rows,
        "§5.1 WINDOW_UPDATE on an idle stream",
        "GOAWAY PROTOCOL_ERROR",
        frame(8, 0, 1, bytes(8)));
    row(
        rows,
        "§5.1 WINDOW_UPDATE on a closed stream is ignored",
        "200, PING",
        get(1),
        frame(8, 0, 1, bytes(8)),
        frame(6, 0, 0, new byte[8]));
    row(
        rows,
        "§5.1 DATA after the end of a request",
        "200, GOAWAY STREAM_CLOSED",
        get(1),
        frame(0, 1, 1));
    row(rows, "§5.1 HEADERS on a closed stream", "200, GOAWAY STREAM_CLOSED", get(1), get(1));
    row(
        rows,
        "§5.1 DATA after RST_STREAM of the client",
        "GOAWAY STREAM_CLOSED",
        frame(1, END_HEADERS, 1, POST),
        frame(3, 0, 1, bytes(8)),
        frame(0, 1, 1));
    row(rows, "§5.1 CONTINUATION of nothing", "GOAWAY PROTOCOL_ERROR", frame(9, 4, 1, GET));
    row(rows, "§5.1.1 even stream", "GOAWAY PROTOCOL_ERROR", get(2));
    row(rows, "§5.1.1 stream 0", "GOAWAY PROTOCOL_ERROR", get(0));
    row(rows, "§5.1.1 lower stream", "200, GOAWAY PROTOCOL_ERROR", get(5), get(3));
    row(rows, "§5.1.1 higher streams in any step", "200, 200, 200", get(1), get(77), get(4001));
    row(
        rows,
        "§5.3.1 HEADERS that depend on themselves",
        "GOAWAY PROTOCOL_ERROR",
        frame(1, END | 0x20, 1, join(bytes(1), new byte[1], GET)));
    row(
        rows,
        "§5.3 HEADERS with priority",
        "200",
        frame(1, END | 0x20, 1, join(bytes(3), new byte[1], GET)));
    row(rows, "§6.1 DATA on stream 0", "GOAWAY PROTOCOL_ERROR", frame(0, 1, 0));
    row(
        rows,
        "§6.1 DATA with too much padding",
        "GOAWAY PROTOCOL_ERROR",
        frame(1, END_HEADERS, 1, POST),
        frame(0, 9, 1, new byte[] {5, 1, 1}));
    row(
        rows,
        "§6.1 DATA that is padding only",
        "200",
        frame(1, END_HEADERS, 1, POST),
        frame(0, 9, 1, new byte[] {2, 0, 0}));
    row(
        rows,
        "§6.1 padded DATA without length",
        "GOAWAY PROTOCOL_ERROR",
        frame(1, END_HEADERS, 1, POST),
        frame(0, 9, 1));
    row(
        rows,
        "§6.2 HEADERS with padding",
        "200",
        frame(1, END | 8, 1, join(new byte[] {2}, GET, new byte[2])));
    row(
        rows,
        "§6.2 HEADERS with too much padding",
        "GOAWAY PROTOCOL_ERROR",
        frame(1, END | 8, 1, join(new byte[] {127}, GET)));
    row(
        rows,
        "§6.2 HEADERS too short for priority",
        "GOAWAY PROTOCOL_ERROR",
        frame(1, END | 0x20, 1, new byte[4]));
    row(rows, "§6.3 PRIORITY of 4 bytes", "GOAWAY FRAME_SIZE_ERROR", frame(2, 0, 1, new byte[4]));
    row(rows, "§6.3 PRIORITY on stream 0", "GOAWAY PROTOCOL_ERROR", frame(2, 0, 0, new byte[5]));
    row(rows, "§6.3 PRIORITY on an idle stream", "200", frame(2, 0, 9, new byte[5]), get(1));
    row(rows, "§6.4 RST_STREAM of 3 bytes", "GOAWAY FRAME_SIZE_ERROR", frame(3, 0, 1, new byte[3]));
    row(rows, "§6.4 RST_STREAM on stream 0", "GOAWAY PROTOCOL_ERROR", frame(3, 0, 0, bytes(8)));
    row(rows, "§6.5 SETTINGS of a stream", "GOAWAY PROTOCOL_ERROR", frame(4, 0, 1));
    row(rows, "§6.5 SETTINGS of 5 bytes", "GOAWAY FRAME_SIZE_ERROR", frame(4, 0, 0, new byte[5]));
    row(rows, "§6.5 ACK with payload", "GOAWAY FRAME_SIZE_ERROR", frame(4, 1, 0, new byte[6]));
    row(rows, "§6.5.2 ENABLE_PUSH 2", "GOAWAY PROTOCOL_ERROR", setting(2, 2));
    row(
        rows,
        "§6.5.2 window above 2^31-1",
        "GOAWAY FLOW_CONTROL_ERROR",
        setting(4, Integer.MIN_VALUE));
    row(rows, "§6.5.2 frame size below 2^14", "GOAWAY PROTOCOL_ERROR", setting(5, 16_383));
    row(rows, "§6.5.2 frame size above 2^24-1", "GOAWAY PROTOCOL_ERROR", setting(5, 1 << 24));
    row(rows, "§6.5.2 unknown setting", "200", setting(0x7777, -1), get(1));
    row(rows, "§8.4 PUSH_PROMISE", "GOAWAY PROTOCOL_ERROR", frame(5, 4, 1, bytes(2)));
    row(rows, "§6.7 PING of 7 bytes", "GOAWAY FRAME_SIZE_ERROR", frame(6, 0, 0, new byte[7]));
    row(rows, "§6.7 PING of a stream", "GOAWAY PROTOCOL_ERROR", frame(6, 0, 1, new byte[8]));
    row(rows, "§6.7 ACK of a PING is not answered", "200", frame(6, 1, 0, new byte[8]), get(1));
    row(rows, "§6.8 GOAWAY of a stream", "GOAWAY PROTOCOL_ERROR", frame(7, 0, 1, new byte[8]));
    row(rows, "§6.8 GOAWAY of 7 bytes", "GOAWAY FRAME_SIZE_ERROR", frame(7, 0, 0, new byte[7]));
    row(
        rows,
        "§6.8 requests after GOAWAY of the client",
        "200",
        frame(7, 0, 0, new byte[8]),
        get(1));
    row(rows, "§6.9 WINDOW_UPDATE of 0", "GOAWAY PROTOCOL_ERROR", frame(8, 0, 0, bytes(0)));
    row(
        rows,
        "§6.9 WINDOW_UPDATE of 3 bytes",
        "GOAWAY FRAME_SIZE_ERROR",
        frame(8, 0, 0, new byte[3]));
    row(
        rows,
        "§6.9.1 window of the connection overflows",
        "GOAWAY FLOW_CONTROL_ERROR",
        frame(8, 0, 0, bytes(Integer.MAX_VALUE)));
    row(
        rows,
        "§6.9.1 window of a stream overflows",
        "RST_STREAM FLOW_CONTROL_ERROR",
        frame(1, END_HEADERS, 1, POST),
        frame(8, 0, 1, bytes(Integer.MAX_VALUE)));
    row(
        rows,
        "§6.9.2 settings make a window overflow",
        "GOAWAY FLOW_CONTROL_ERROR",
        frame(1, END_HEADERS, 1, POST),
        frame(8, 0, 1, bytes(Integer.MAX_VALUE - 65_535)),
        setting(4, 65_536));
    row(
        rows,
        "§6.10 block in three frames",
        "200",
        frame(1, 1, 1, part(GET, 0, 3)),
        frame(9, 0, 1, part(GET, 3, 9)),
        frame(9, 4, 1, part(GET, 9, GET.length)));
    row(
        rows,
        "§6.10 CONTINUATION of another stream",
        "GOAWAY PROTOCOL_ERROR",
        frame(1, 1, 1, GET),
        frame(9, 4, 3));
    row(
        rows,
        "§8.1 body and trailers",
        "413",
        frame(1, END_HEADERS, 1, POST),
        frame(0, 0, 1, new byte[300]),
        frame(1, END, 1, fields("a", "b")));
    row(
        rows,
        "§8.1 trailers without a body",
        "200",
        frame(1, END_HEADERS, 1, POST),
        frame(1, END, 1, fields("a", "b")));
    row(
        rows,
        "§8.1 trailers with a pseudo-header field",
        "RST_STREAM PROTOCOL_ERROR",
        frame(1, END_HEADERS, 1, POST),
        frame(1, END, 1, fields(":path", "/")));
    row(
        rows,
        "§8.1 HEADERS in the middle of a body",
        "RST_STREAM PROTOCOL_ERROR",
        frame(1, END_HEADERS, 1, POST),
        frame(1, END_HEADERS, 1, fields("a", "b")));
    row(
        rows,
        "§8.1.1 more DATA than announced",
        "RST_STREAM PROTOCOL_ERROR",
        frame(1, END_HEADERS, 1, request("POST", "/", "content-length", "3")),
        frame(0, 1, 1, new byte[4]));
    row(
        rows,
        "§8.1.1 less DATA than announced",
        "RST_STREAM PROTOCOL_ERROR",
        frame(1, END_HEADERS, 1, request("POST", "/", "content-length", "3")),
        frame(0, 1, 1, new byte[2]));
    row(
        rows,
        "§8.1.1 a length without DATA",
        "RST_STREAM PROTOCOL_ERROR",
        frame(1, END, 1, request("POST", "/", "content-length", "3")));
    row(
        rows,
        "§8.1.1 a length of 0 without DATA",
        "200",
        frame(1, END, 1, request("POST", "/bytes/1", "content-length", "0")));
    row(rows, "a body", "413", frame(1, END_HEADERS, 1, POST), frame(0, 1, 1, new byte[300]));
    row(
        rows,
        "a body that is too long to wait for",
        "413, RST_STREAM NO_ERROR, 200",
        frame(1, END_HEADERS, 1, request("POST", "/", "content-length", "1000000")),
        frame(0, 0, 1, new byte[9_000]),
        get(3));
    row(
        rows,
        "a body that asks first",
        "413, RST_STREAM NO_ERROR",
        frame(1, END_HEADERS, 1, request("POST", "/", "expect", "100-continue")));
    row(rows, "an empty body", "200", frame(1, END_HEADERS, 1, POST), frame(0, 1, 1));
    return rows.stream();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("frames")
  void leadTo(String name, String outcomes, byte[] sent) throws Exception {
    try (FrameClient client = FrameClient.open(server.port())) {
      client.raw(sent);
      for (String outcome : outcomes.split(", ")) {
        assertThat(client.outcome()).as(name).isEqualTo(outcome);
      }
    }
  }

  private static void row(List<Arguments> rows, String name, String outcomes, byte[]... frames) {
    rows.add(Arguments.of(name, outcomes, join(frames)));
  }

  private static byte[] get(int stream) {
    return frame(1, END, stream, GET);
  }

  private static byte[] setting(int id, int value) {
    return frame(4, 0, 0, join(new byte[] {(byte) (id >> 8), (byte) id}, bytes(value)));
  }

  private static byte[] part(byte[] bytes, int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}

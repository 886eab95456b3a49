package dev.fairlead.edge.connection;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** What clients send on a connection: mostly requests of browsers, now and then bent ones. */
final class RandomHeads {
  private static final String[] BROWSER = {
    "User-Agent: Mozilla/5.0 (X11; Linux x86_64) Chrome/139.0.0.0 Safari/537.36",
    "Accept: text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Language: en-GB,en;q=0.9",
    "accept-encoding: gzip, deflate, br, zstd",
    "Accept-Encoding: gzip",
    "Accept-Encoding: br;q=1.0, gzip;q=0.5, *;q=0",
    "Accept-Encoding: zstd;q=0.2,gzip",
    "ACCEPT-ENCODING: identity",
    "Accept-Encoding:",
    "If-None-Match: \"0f8fad5bd9cb469f\", W/\"a\"",
    "If-None-Match: *",
    "if-none-match: \"b\"",
    "If-None-Match:",
    "Range: bytes=0-99",
    "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT",
    "Cookie: theme=dark; consent=1",
    "X:",
    "X: \t 1 \t",
    "Connection: keep-alive"
  };
  private static final String[] UNUSUAL = {
    "Transfer-Encoding: chunked",
    "Transfer-Encoding: identity",
    "Content-Length: 0",
    "Content-Length: 5",
    "Content-Length: 5, 5",
    "Connection: close",
    "Connection: upgrade, close",
    "Upgrade: h2c",
    "Expect: 100-continue",
    "TE: trailers",
    "Trailer: X",
    "Host: b.example",
    "X: caf\u00e9",
    "X : 1",
    " folded",
    "no colon",
    ": no name"
  };
  private static final String[] HOSTS = {
    "a.example", "A.Example:8080", "a.example.", "[::1]", "b_b", "%41", "", "a b", "u@a", "a:b"
  };
  private static final String[] COMMON_HOSTS = {"a.example", "b.example", "B.example:8443"};
  private static final String[] VERSIONS = {"HTTP/1.0", "HTTP/1.2", "HTTP/1.9", "HTTP/2.0"};
  private static final String[] TARGETS = {
    "/",
    "/index.html?x=y",
    "/a/b%20c",
    "/%",
    "/#x",
    "/..",
    "*",
    "http://a.example/x",
    "https://a.example/x",
    "x",
    "/\u00e9"
  };
  private static final String[] METHODS = {"GET", "GET", "HEAD", "OPTIONS", "POST", "get", "G"};
  private static final String[] PIECES = {
    "\r",
    "\n",
    "\r\n",
    "\r\n\r\n",
    " ",
    "\t",
    ":",
    "\0",
    "\u007f",
    "\u0080",
    "\u00ff",
    "GET ",
    "#",
    " HTTP/1.1\r\n",
    " HTTP/1.0\r\n",
    "\u000b",
    "\r\nHost: a\r\n\r\n",
    "GET / HTTP/1.1\r\n",
    ","
  };

  /** A head that ends whatever was begun before it, so that both decoders come to a verdict. */
  private static final String LAST = "GET /last HTTP/1.1\r\nHost: a.example\r\n\r\n";

  private final RandomGenerator random;

  RandomHeads(RandomGenerator random) {
    this.random = random;
  }

  byte[] connection() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int wildness = random.nextInt(4);
    int count = 1 + random.nextInt(60);
    String fields = fields(0);
    for (int i = 0; i < count; i++) {
      if (random.nextInt(5) == 0) {
        fields = fields(wildness);
      }
      bytes.writeBytes(latin1(requestLine(wildness) + fields + "\r\n"));
    }
    byte[] all = bytes.toByteArray();
    for (int bends = wildness == 0 ? 0 : random.nextInt(wildness + 1); bends > 0; bends--) {
      all = bent(all);
    }
    bytes.reset();
    bytes.writeBytes(all);
    bytes.writeBytes(latin1(LAST));
    return bytes.toByteArray();
  }

  private String requestLine(int wildness) {
    boolean wild = random.nextInt(60) < wildness;
    String method = wild ? pick(METHODS) : random.nextInt(9) == 0 ? "HEAD" : "GET";
    String target = wild ? pick(TARGETS) : "/page-" + random.nextInt(1000) + ".html";
    if (random.nextInt(2_000) == 0) {
      target = "/" + "a".repeat(8_150 + random.nextInt(60));
    }
    String version = wild && random.nextInt(4) == 0 ? pick(VERSIONS) : "HTTP/1.1";
    String before = random.nextInt(200) == 0 ? "\r\n" : "";
    return before + method + " " + target + " " + version + "\r\n";
  }

  private String fields(int wildness) {
    StringBuilder fields = new StringBuilder();
    boolean otherHost = random.nextInt(40) < wildness;
    fields.append("Host: ").append(pick(otherHost ? HOSTS : COMMON_HOSTS)).append("\r\n");
    for (int i = random.nextInt(10); i > 0; i--) {
      boolean wild = random.nextInt(80) < wildness;
      fields.append(pick(wild ? UNUSUAL : BROWSER)).append("\r\n");
    }
    if (random.nextInt(2_000) == 0) {
      fields.append("X: ").append("a".repeat(16_250 + random.nextInt(130))).append("\r\n");
    } else if (random.nextInt(2_000) == 0) {
      fields.append("X: 1\r\n".repeat(90 + random.nextInt(15)));
    }
    return fields.toString();
  }

  /** The same with one byte changed, some left out, or some put in. */
  private byte[] bent(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(4)) {
      case 0 -> {
        bytes[at] = (byte) random.nextInt(256);
        return bytes;
      }
      case 1 -> {
        int to = Math.min(bytes.length, at + 1 + random.nextInt(random.nextBoolean() ? 2 : 30));
        return join(bytes, at, new byte[0], to);
      }
      case 2 -> {
        int from = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, from + 1 + random.nextInt(60));
        return join(bytes, at, Arrays.copyOfRange(bytes, from, to), at);
      }
      default -> {
        return join(bytes, at, latin1(pick(PIECES)), at);
      }
    }
  }

  private static byte[] join(byte[] bytes, int to, byte[] between, int from) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream(bytes.length + between.length);
    joined.write(bytes, 0, to);
    joined.writeBytes(between);
    joined.write(bytes, from, bytes.length - from);
    return joined.toByteArray();
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}

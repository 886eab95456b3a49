package dev.fairlead.testing.system;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Takes a content coding off (RFC 9110, section 8.4.1). */
final class Decoding {
  private Decoding() {}

  static byte[] decode(String coding, byte[] coded) throws IOException {
    try (InputStream in = open(coding, new ByteArrayInputStream(coded))) {
      return in.readAllBytes();
    }
  }

  private static InputStream open(String coding, InputStream coded) throws IOException {
    return switch (coding) {
      case "gzip" -> new GZIPInputStream(coded);
      case "br" -> {
        Brotli4jLoader.ensureAvailability();
        yield new BrotliInputStream(coded);
      }
      default -> throw new IOException("unknown coding: " + coding);
    };
  }
}

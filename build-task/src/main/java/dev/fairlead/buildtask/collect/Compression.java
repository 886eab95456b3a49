package dev.fairlead.buildtask.collect;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.Zstd;
import dev.fairlead.site.Coding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Makes the smaller forms of a file. The same bytes always give the same forms, so that a redeploy
 * finds them in the store.
 */
final class Compression {
  /** Smaller files fit into one packet with their headers anyway. */
  static final int MIN_LENGTH = 512;

  /** Larger files would cost minutes and memory. */
  static final int MAX_LENGTH = 32 << 20;

  private static final int ZSTD_LEVEL = 15;

  /** A form is kept if it has at most this part of the original's bytes. */
  private static final double WORTHWHILE = 0.95;

  private Compression() {}

  /** All forms that are worth it; brotli is missing on machines it has no library for. */
  static Map<Coding, byte[]> variantsOf(byte[] content) throws IOException {
    Map<Coding, byte[]> variants = new EnumMap<>(Coding.class);
    if (content.length < MIN_LENGTH || content.length > MAX_LENGTH) {
      return variants;
    }
    if (Brotli4jLoader.isAvailable()) {
      keep(variants, Coding.BROTLI, brotli(content), content.length);
    }
    keep(variants, Coding.ZSTD, Zstd.compress(content, ZSTD_LEVEL), content.length);
    keep(variants, Coding.GZIP, gzip(content), content.length);
    return variants;
  }

  private static void keep(
      Map<Coding, byte[]> variants, Coding coding, byte[] compressed, int length) {
    if (compressed.length <= length * WORTHWHILE) {
      variants.put(coding, compressed);
    }
  }

  private static byte[] brotli(byte[] content) throws IOException {
    int quality = content.length <= 128 << 10 ? 11 : content.length <= 4 << 20 ? 9 : 5;
    return Encoder.compress(content, new Encoder.Parameters().setQuality(quality));
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length / 2);
    try (BestGzip gzip = new BestGzip(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  private static final class BestGzip extends GZIPOutputStream {
    BestGzip(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}

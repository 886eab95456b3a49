package dev.fairlead.edge.http;

import dev.fairlead.site.Blob;
import dev.fairlead.site.Coding;
import dev.fairlead.site.SiteFile;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The choice among the codings a file is stored in (RFC 9110 §12.5.3). The highest quality wins,
 * then the fewest bytes; what the client does not name is used only if nothing else is acceptable.
 */
final class AcceptEncoding {
  private static final String IDENTITY = "identity";
  private static final int MAX_CODINGS = 32;
  private static final AcceptEncoding ABSENT = new AcceptEncoding(Map.of());

  private final Map<String, Double> qualities;
  private final boolean simple;
  private final int mask;

  /**
   * The form of a file to send.
   *
   * @param coding null for the bytes as built
   */
  record Selected(@Nullable Coding coding, Blob blob) {}

  private AcceptEncoding(Map<String, Double> qualities) {
    this.qualities = qualities;
    this.simple =
        !qualities.containsKey("*")
            && qualities.values().stream().allMatch(quality -> quality == 1.0);
    int accepted = 0;
    for (Coding coding : Coding.values()) {
      if (qualities.containsKey(coding.token())) {
        accepted |= 1 << coding.ordinal();
      }
    }
    this.mask = accepted;
  }

  /** Reads the header; null if the request has none. */
  static AcceptEncoding parse(@Nullable String header) {
    return header == null ? ABSENT : new AcceptEncoding(qualities(header));
  }

  /** Whether the choice depends on {@link #mask} alone, because no coding is preferred. */
  boolean isSimple() {
    return simple;
  }

  /** A bit for each {@link Coding} that is named. */
  int mask() {
    return mask;
  }

  /** The best acceptable form; null if the client refuses every form there is. */
  @Nullable Selected select(SiteFile file) {
    Selected asBuilt = new Selected(null, file.blob());
    double others = qualities.getOrDefault("*", 0.0);
    Selected best = null;
    double bestQuality = 0;
    for (Map.Entry<Coding, Blob> variant : file.variants().entrySet()) {
      double quality = qualities.getOrDefault(variant.getKey().token(), others);
      boolean better =
          quality > bestQuality
              || (best != null
                  && quality == bestQuality
                  && variant.getValue().length() < best.blob().length());
      if (better) {
        best = new Selected(variant.getKey(), variant.getValue());
        bestQuality = quality;
      }
    }
    Double named = qualities.getOrDefault(IDENTITY, qualities.get("*"));
    if (best == null) {
      return named == null || named > 0 ? asBuilt : null;
    }
    return named != null && named > bestQuality ? asBuilt : best;
  }

  private static Map<String, Double> qualities(String header) {
    Map<String, Double> qualities = new HashMap<>();
    for (String element : header.split(",", MAX_CODINGS)) {
      String[] parts = element.split(";", 2);
      String coding = parts[0].strip().toLowerCase(Locale.ROOT);
      if (!coding.isEmpty()) {
        qualities.putIfAbsent(
            coding.equals("x-gzip") ? "gzip" : coding, parts.length < 2 ? 1.0 : quality(parts[1]));
      }
    }
    return qualities;
  }

  /** A malformed quality makes a coding unacceptable: the bytes as built are always understood. */
  private static double quality(String parameters) {
    String text = parameters.strip().toLowerCase(Locale.ROOT);
    boolean valid = text.matches("q\\s*=\\s*(0(\\.\\d{0,3})?|1(\\.0{0,3})?)");
    return valid ? Double.parseDouble(text.substring(text.indexOf('=') + 1).strip()) : 0;
  }
}

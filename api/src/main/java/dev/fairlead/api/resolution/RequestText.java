package dev.fairlead.api.resolution;

import dev.fairlead.api.problem.ProblemException;
import dev.fairlead.site.Hostname;
import dev.fairlead.site.SiteRequest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the request of a dry run as its parameters describe it. */
final class RequestText {
  private static final int MAX_TARGET = 8192;

  private RequestText() {}

  /**
   * The URL of the request.
   *
   * @param path path and query as a browser sends them, or as a person writes them: what no URL may
   *     have is percent-encoded
   * @throws ProblemException {@code VALUE_INVALID} if it cannot be one
   */
  static SiteRequest read(String scheme, Hostname host, String path) {
    if (!path.startsWith("/") || path.length() > MAX_TARGET) {
      throw ProblemException.invalid(
          "path",
          "The path must begin with / and have at most %,d characters.".formatted(MAX_TARGET));
    }
    return SiteRequest.of(scheme, host.value(), encoded(path));
  }

  /**
   * The scheme of the request.
   *
   * @param usual where none is given
   * @throws ProblemException {@code VALUE_INVALID} if it is none of the web
   */
  static String scheme(@Nullable String text, String usual) {
    String scheme = text == null ? usual : text.toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw ProblemException.invalid(
          "scheme", "“%s” is no scheme of a site (expected: http or https).".formatted(text));
    }
    return scheme;
  }

  /**
   * A country's code.
   *
   * @throws ProblemException {@code VALUE_INVALID} if it is none
   */
  static @Nullable String country(@Nullable String text) {
    if (text == null) {
      return null;
    }
    if (!text.matches("[A-Za-z]{2}")) {
      throw ProblemException.invalid(
          "country", "“%s” is no country, such as DE (ISO 3166-1 alpha-2).".formatted(text));
    }
    return text.toUpperCase(Locale.ROOT);
  }

  private static String encoded(String target) {
    StringBuilder encoded = new StringBuilder(target.length());
    for (byte part : target.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (part & 0xff);
      if (character > 0x20 && character < 0x7f) {
        encoded.append(character);
      } else {
        encoded.append("%%%02X".formatted((int) character));
      }
    }
    return encoded.toString();
  }
}

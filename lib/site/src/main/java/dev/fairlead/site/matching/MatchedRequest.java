package dev.fairlead.site.matching;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request as rules see it. Its headers and its query are taken apart when a rule first asks for
 * them, and then once. For one thread.
 */
public final class MatchedRequest {
  private static final int MAX_COOKIES = 200;
  private static final int MAX_LANGUAGES = 50;

  private final String scheme;
  private final String host;
  private final String path;
  private final @Nullable String query;
  private final @Nullable String acceptLanguage;
  private final @Nullable String cookie;
  private final @Nullable String country;

  private @Nullable PathSegments segments;
  private @Nullable List<Parameter> parameters;
  private @Nullable Set<String> cookies;
  private @Nullable String language;

  /**
   * @param path raw, beginning with a slash
   * @param query raw, null if there is none
   */
  public MatchedRequest(
      String scheme,
      String host,
      String path,
      @Nullable String query,
      @Nullable String acceptLanguage,
      @Nullable String cookie,
      @Nullable String country) {
    this.scheme = scheme;
    this.host = host;
    this.path = path;
    this.query = query;
    this.acceptLanguage = acceptLanguage;
    this.cookie = cookie;
    this.country = country;
  }

  String scheme() {
    return scheme;
  }

  String host() {
    return host;
  }

  String path() {
    return path;
  }

  @Nullable String query() {
    return query;
  }

  @Nullable String country() {
    return country;
  }

  PathSegments segments() {
    PathSegments known = segments;
    if (known == null) {
      known = new PathSegments(path);
      segments = known;
    }
    return known;
  }

  List<Parameter> parameters() {
    List<Parameter> known = parameters;
    if (known == null) {
      known = Parameter.parse(query);
      parameters = known;
    }
    return known;
  }

  /** The value of a parameter; null if the query has none of that name. */
  @Nullable String parameter(String name) {
    for (Parameter parameter : parameters()) {
      if (parameter.name().equals(name)) {
        return parameter.value();
      }
    }
    return null;
  }

  boolean hasCookie(String name) {
    Set<String> known = cookies;
    if (known == null) {
      known = cookieNames(Objects.requireNonNullElse(cookie, ""));
      cookies = known;
    }
    return known.contains(name);
  }

  /**
   * The language the client likes best (RFC 9110 §12.5.4), in lower case; empty if it says none.
   */
  String language() {
    String known = language;
    if (known == null) {
      known = preferred(Objects.requireNonNullElse(acceptLanguage, ""));
      language = known;
    }
    return known;
  }

  private static Set<String> cookieNames(String header) {
    Set<String> names = new HashSet<>();
    for (String pair : header.split(";", MAX_COOKIES + 1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && names.size() < MAX_COOKIES) {
        names.add(pair.substring(0, equals).strip());
      }
    }
    return names;
  }

  private static String preferred(String header) {
    String best = "";
    double bestQuality = 0;
    String[] ranges = header.split(",", MAX_LANGUAGES + 1);
    for (int i = 0; i < Math.min(ranges.length, MAX_LANGUAGES); i++) {
      String[] parts = ranges[i].split(";", 3);
      double quality = parts.length == 1 ? 1 : quality(parts[1].strip());
      if (quality > bestQuality) {
        best = parts[0].strip().toLowerCase(Locale.ROOT);
        bestQuality = quality;
      }
    }
    return best;
  }

  /** A weight (RFC 9110 §12.4.2); 0 if it is none. */
  private static double quality(String parameter) {
    boolean weight =
        parameter.length() >= 3
            && parameter.length() <= 7
            && (parameter.startsWith("q=") || parameter.startsWith("Q="));
    if (!weight) {
      return 0;
    }
    String number = parameter.substring(2);
    boolean valid = number.matches("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?");
    return valid ? Double.parseDouble(number) : 0;
  }
}

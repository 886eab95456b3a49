package dev.fairlead.site.matching;

import dev.fairlead.site.matching.UrlEncoding.Part;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a rule leads, compiled: no request can change its scheme, host or port. */
public final class Target {
  private final String origin;
  private final Template path;
  private final @Nullable Template query;
  private final @Nullable Template fragment;

  private Target(
      String origin, Template path, @Nullable Template query, @Nullable Template fragment) {
    this.origin = origin;
    this.path = path;
    this.query = query;
    this.fragment = fragment;
  }

  /**
   * A target with its placeholders filled.
   *
   * @param origin scheme and authority; empty for this site
   * @param path begins with one slash, percent-encoded
   * @param query percent-encoded; null if there is none
   */
  public record Filled(
      String origin, String path, @Nullable String query, @Nullable String fragment) {

    /** Whether it is a path of the site. */
    public boolean isHere() {
      return origin.isEmpty();
    }

    /** The same as a server is asked for it. */
    public Filled withoutFragment() {
      return new Filled(origin, path, query, null);
    }

    /** The URL with a query of the request's if it has none of its own. */
    public String withQuery(@Nullable String requested) {
      String own = query == null ? requested : query;
      return origin
          + path
          + (own == null ? "" : "?" + UrlEncoding.ofRaw(own))
          + (fragment == null ? "" : "#" + fragment);
    }
  }

  /** Compiles a target; empty if it is neither a path nor an http or https URL. */
  public static Optional<Target> of(String to) {
    int pathStart = to.startsWith("/") ? 0 : endOfOrigin(to);
    if (pathStart < 0) {
      return Optional.empty();
    }
    String rest = to.substring(pathStart);
    int hash = rest.indexOf('#');
    String beforeFragment = hash < 0 ? rest : rest.substring(0, hash);
    int mark = beforeFragment.indexOf('?');
    String path = mark < 0 ? beforeFragment : beforeFragment.substring(0, mark);
    return Optional.of(
        new Target(
            to.substring(0, pathStart).toLowerCase(Locale.ROOT),
            Template.of(Part.PATH, path.isEmpty() ? "/" : path),
            mark < 0 ? null : Template.of(Part.QUERY, beforeFragment.substring(mark + 1)),
            hash < 0 ? null : Template.of(Part.FRAGMENT, rest.substring(hash + 1))));
  }

  /** Whether it is a path of the site. */
  public boolean isHere() {
    return origin.isEmpty();
  }

  /** Whether it is on another server that is reached by TLS. */
  public boolean isHttps() {
    return origin.startsWith("https://");
  }

  /**
   * Where the rule leads for a request; empty if a placeholder would make a segment {@code .} or
   * {@code ..} of it.
   */
  public Optional<Filled> fill(Match<?> match) {
    String filled = withOneSlash(path.fill(match));
    if (path.hasPlaceholders() && DotSegments.areInRaw(filled)) {
      return Optional.empty();
    }
    return Optional.of(
        new Filled(
            origin,
            filled,
            query == null ? null : query.fill(match),
            fragment == null ? null : fragment.fill(match)));
  }

  private static int endOfOrigin(String to) {
    String lower = to.toLowerCase(Locale.ROOT);
    int start = lower.startsWith("https://") ? 8 : lower.startsWith("http://") ? 7 : -1;
    int end = start;
    while (start >= 0 && end < to.length() && "/?#".indexOf(to.charAt(end)) < 0) {
      if (!isOfAuthority(to, end)) {
        return -1;
      }
      end++;
    }
    return end == start ? -1 : end;
  }

  /** A host and port; a name after a colon would be for the client to say. */
  private static boolean isOfAuthority(String text, int index) {
    char c = text.charAt(index);
    boolean ofHost =
        (c >= 'a' && c <= 'z')
            || (c >= 'A' && c <= 'Z')
            || (c >= '0' && c <= '9')
            || c == '.'
            || c == '-';
    return ofHost || (c == ':' && Placeholders.endOfName(text, index) == index);
  }

  /** A browser takes two slashes at the beginning for another host. */
  private static String withOneSlash(String path) {
    int start = 0;
    while (start < path.length() && path.charAt(start) == '/') {
      start++;
    }
    return start == 1 ? path : "/" + path.substring(start);
  }
}

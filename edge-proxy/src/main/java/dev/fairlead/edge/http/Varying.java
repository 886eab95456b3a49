package dev.fairlead.edge.http;

import dev.fairlead.site.ResponseHeaders;
import dev.fairlead.site.rules.Criterion;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Names the request fields that rules have looked at, so that no cache gives the answer to somebody
 * for whom it is another one (RFC 9110 §12.5.5). Answers that no cache keeps need none.
 */
public final class Varying {
  private final @Nullable String countryHeader;

  /**
   * @param countryHeader the request header that names the client's country; null if none does, and
   *     then no rule depends on it
   */
  public Varying(@Nullable String countryHeader) {
    this.countryHeader = countryHeader == null ? null : countryHeader.toLowerCase(Locale.ROOT);
  }

  /** Adds to the {@code Vary} of an answer that nobody else has. */
  public void apply(ResponseHeaders site, Answer answer) {
    if (site.decidedBy().isEmpty()) {
      return;
    }
    for (Criterion criterion : Criterion.values()) {
      String name = site.decidedBy().contains(criterion) ? fieldOf(criterion) : null;
      String before = answer.headers().get(HttpHeaderNames.VARY);
      if (name != null && !isNamed(name, before)) {
        answer.headers().set(HttpHeaderNames.VARY, before == null ? name : before + ", " + name);
      }
    }
  }

  private @Nullable String fieldOf(Criterion criterion) {
    return switch (criterion) {
      case COUNTRY -> countryHeader;
      case LANGUAGE -> HttpHeaderNames.ACCEPT_LANGUAGE.toString();
      case COOKIE -> HttpHeaderNames.COOKIE.toString();
    };
  }

  private static boolean isNamed(String name, @Nullable String vary) {
    return vary != null
        && Arrays.stream(vary.split(",", -1))
            .map(String::strip)
            .anyMatch(named -> named.equalsIgnoreCase(name) || named.equals("*"));
  }
}

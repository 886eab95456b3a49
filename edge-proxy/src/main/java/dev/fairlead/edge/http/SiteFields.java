package dev.fairlead.edge.http;

import dev.fairlead.site.ResponseHeaders;
import dev.fairlead.site.SiteFile;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;

/**
 * Puts what a site says of its headers over what the platform has set. What is not a site's to
 * change never comes here ({@link ResponseHeaders}).
 */
final class SiteFields {
  private SiteFields() {}

  static void apply(ResponseHeaders site, HttpHeaders headers) {
    for (String name : site.removed()) {
      headers.remove(name);
    }
    for (ResponseHeaders.Field field : site.fields()) {
      if (!field.name().equals("set-cookie")) {
        boolean joins = field.name().equals("vary") && headers.contains(HttpHeaderNames.VARY);
        headers.set(
            field.name(),
            joins ? headers.get(HttpHeaderNames.VARY) + ", " + field.value() : field.value());
      }
    }
    for (ResponseHeaders.Field field : site.fields()) {
      if (field.name().equals("set-cookie")) {
        headers.add(field.name(), field.value());
      }
    }
  }

  /** Announces what a page is about to load (RFC 8288), unless the site announces by itself. */
  static void announce(SiteFile file, HttpHeaders headers) {
    if (!file.links().isEmpty() && !headers.contains("link")) {
      headers.set("link", String.join(", ", file.links()));
    }
  }
}

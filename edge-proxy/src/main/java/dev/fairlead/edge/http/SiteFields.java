package dev.fairlead.edge.http;

import dev.fairlead.site.ResponseHeaders;
import dev.fairlead.site.SiteFile;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Puts what a site says of its headers over what the platform has set. What is not a site's to
 * change never comes here ({@link ResponseHeaders}).
 */
final class SiteFields {
  private SiteFields() {}

  /** The fields of Netty's answer as the site changes them. */
  private record NettyFields(HttpHeaders headers) implements ResponseHeaders.Fields {
    @Override
    public @Nullable String get(String name) {
      return headers.get(name);
    }

    @Override
    public void set(String name, String value) {
      headers.set(name, value);
    }

    @Override
    public void add(String name, String value) {
      headers.add(name, value);
    }

    @Override
    public void remove(String name) {
      headers.remove(name);
    }
  }

  static void apply(ResponseHeaders site, HttpHeaders headers) {
    if (site != ResponseHeaders.EMPTY) {
      site.applyTo(new NettyFields(headers));
    }
  }

  /** Announces what a page is about to load (RFC 8288); a site may announce something else. */
  static void announce(SiteFile file, HttpHeaders headers) {
    if (!file.links().isEmpty()) {
      headers.set("link", String.join(", ", file.links()));
    }
  }
}

package dev.fairlead.edge.http;

import dev.fairlead.site.ResponseHeaders;
import dev.fairlead.site.SiteFile;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts what a site says of its headers over what the platform has set. */
final class SiteFields {
  /** What the edge alone knows: how an answer is framed, coded and validated. */
  private static final Set<String> OURS =
      Set.of(
          "accept-ranges",
          "connection",
          "content-encoding",
          "content-length",
          "content-range",
          "date",
          "etag",
          "keep-alive",
          "last-modified",
          "location",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private SiteFields() {}

  static void apply(ResponseHeaders site, HttpHeaders headers) {
    for (String name : site.removed()) {
      if (!OURS.contains(name) && !name.equals("vary")) {
        headers.remove(name);
      }
    }
    for (ResponseHeaders.Field field : site.fields()) {
      if (!OURS.contains(field.name()) && !field.name().equals("set-cookie")) {
        boolean joins = field.name().equals("vary") && headers.contains(HttpHeaderNames.VARY);
        headers.set(
            field.name(),
            joins ? joined(headers.get(HttpHeaderNames.VARY), field.value()) : field.value());
      }
    }
    for (ResponseHeaders.Field field : site.fields()) {
      if (field.name().equals("set-cookie")) {
        headers.add(field.name(), field.value());
      }
    }
  }

  /** What the platform varies by, then what else the site does. */
  private static String joined(String platforms, String sites) {
    Set<String> known = new HashSet<>();
    return Stream.of((platforms + "," + sites).split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty() && known.add(name.toLowerCase(Locale.ROOT)))
        .collect(Collectors.joining(", "));
  }

  /** Announces what a page is about to load (RFC 8288); a site may announce something else. */
  static void announce(SiteFile file, HttpHeaders headers) {
    if (!file.links().isEmpty()) {
      headers.set("link", String.join(", ", file.links()));
    }
  }
}

package dev.fairlead.site;

import dev.fairlead.site.Resolution.BadRequest;
import dev.fairlead.site.Resolution.Missing;
import dev.fairlead.site.Resolution.NoPage;
import dev.fairlead.site.Resolution.Proxy;
import dev.fairlead.site.Resolution.Redirect;
import dev.fairlead.site.Resolution.Serve;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers that a field of the request has decided about, so that caches must know of it (RFC 9110
 * §12.5.5): also where a condition did not hold.
 */
final class Varied {
  private static final String VARY = "vary";

  private Varied() {}

  /** The same answer with these names, at least one, in its {@code Vary}. */
  static Resolution by(List<String> names, Resolution answer) {
    return switch (answer) {
      case Serve serve ->
          new Serve(serve.file(), serve.status(), by(names, serve.headers()), serve.pathOnly());
      case Redirect redirect ->
          new Redirect(
              redirect.status(),
              redirect.location(),
              by(names, redirect.headers()),
              redirect.pathOnly());
      case Proxy proxy -> new Proxy(proxy.target(), by(names, proxy.headers()));
      case NoPage none -> new NoPage(none.status(), by(names, none.headers()));
      case Missing missing ->
          new Missing(missing.path(), by(names, missing.headers()), by(names, missing.otherwise()));
      case BadRequest refused -> refused;
    };
  }

  private static ResponseHeaders by(List<String> names, ResponseHeaders headers) {
    List<ResponseHeaders.Field> fields = new ArrayList<>();
    String all = String.join(", ", names);
    for (ResponseHeaders.Field field : headers.fields()) {
      if (field.name().equals(VARY)) {
        all = field.value() + ", " + all;
      } else {
        fields.add(field);
      }
    }
    fields.add(new ResponseHeaders.Field(VARY, all));
    return new ResponseHeaders(fields, headers.removed());
  }
}

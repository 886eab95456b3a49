package dev.fairlead.site;

import dev.fairlead.site.Resolution.BadRequest;
import dev.fairlead.site.Resolution.Missing;
import dev.fairlead.site.Resolution.NoPage;
import dev.fairlead.site.Resolution.Proxy;
import dev.fairlead.site.Resolution.Redirect;
import dev.fairlead.site.Resolution.Serve;
import dev.fairlead.site.rules.Criterion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an answer that can be told without its bytes: the platform's, changed as the site
 * says. How an answer is coded, framed, validated and dated the edge alone knows, and which field
 * names a client's country; of another server's answer there are only those that the site sets.
 */
final class AnswerFields implements ResponseHeaders.Fields {
  private static final String TEXT = "text/plain; charset=utf-8";

  private final Map<String, List<String>> values = new LinkedHashMap<>();

  private AnswerFields() {}

  /**
   * The fields of an answer, in the order set.
   *
   * @param file what {@link Serve} sends; null for every other answer
   */
  static List<ResponseHeaders.Field> of(
      Resolution resolution, @Nullable SiteFile file, SiteRequest request, boolean production) {
    AnswerFields fields = new AnswerFields();
    fields.setPlatforms(resolution, file, request);
    resolution.headers().applyTo(fields);
    fields.setVarying(resolution);
    if (!production) {
      fields.set("x-robots-tag", "noindex");
    }
    return fields.toList();
  }

  private void setPlatforms(Resolution resolution, @Nullable SiteFile file, SiteRequest request) {
    set("x-content-type-options", "nosniff");
    switch (resolution) {
      case Serve serve when file != null -> {
        set("content-type", file.contentType());
        set("cache-control", Freshness.of(file, serve.status(), request.path()));
        if (!file.variants().isEmpty()) {
          set("vary", "accept-encoding");
        }
        if (serve.status() == 200 && !file.links().isEmpty()) {
          set("link", String.join(", ", file.links()));
        }
      }
      case Redirect redirect -> {
        set("content-type", TEXT);
        set("location", redirect.location());
        set("cache-control", Freshness.REVALIDATE);
      }
      case NoPage none -> setError(request);
      case BadRequest refused -> setError(request);
      case Proxy proxy -> {}
      case Serve serve -> throw new IllegalArgumentException("file: null (expected: what is sent)");
      case Missing missing ->
          throw new IllegalArgumentException("%s (expected: an answer)".formatted(missing));
    }
  }

  private void setError(SiteRequest request) {
    set("content-type", request.isNavigation() ? PlatformPage.CONTENT_TYPE : TEXT);
    set("cache-control", Freshness.NO_STORE);
    if (request.isNavigation()) {
      set("content-security-policy", PlatformPage.CONTENT_SECURITY_POLICY);
      set("x-robots-tag", "noindex");
    }
  }

  private void setVarying(Resolution resolution) {
    if (resolution instanceof NoPage) {
      // No cache keeps it.
      return;
    }
    Set<Criterion> criteria = resolution.headers().decidedBy();
    if (criteria.contains(Criterion.LANGUAGE)) {
      set("vary", ResponseHeaders.joined(get("vary"), "accept-language"));
    }
    if (criteria.contains(Criterion.COOKIE)) {
      set("vary", ResponseHeaders.joined(get("vary"), "cookie"));
    }
  }

  private List<ResponseHeaders.Field> toList() {
    List<ResponseHeaders.Field> fields = new ArrayList<>();
    values.forEach(
        (name, all) -> all.forEach(value -> fields.add(new ResponseHeaders.Field(name, value))));
    return fields;
  }

  @Override
  public @Nullable String get(String name) {
    List<String> all = values.get(name);
    return all == null ? null : all.getFirst();
  }

  @Override
  public void set(String name, String value) {
    values.put(name, new ArrayList<>(List.of(value)));
  }

  @Override
  public void add(String name, String value) {
    values.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
  }

  @Override
  public void remove(String name) {
    values.remove(name);
  }
}

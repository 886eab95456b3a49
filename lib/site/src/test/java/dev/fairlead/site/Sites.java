package dev.fairlead.site;

import dev.fairlead.site.rules.SiteRules;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Manifests for tests: each file's content is its own path; those in /assets/ are immutable. */
final class Sites {
  private Sites() {}

  static Manifest manifest(NotFoundHandling notFound, List<String> paths) {
    return manifest(notFound, HtmlHandling.AUTO_TRAILING_SLASH, SiteRules.NONE, paths);
  }

  static Manifest manifest(
      NotFoundHandling notFound, HtmlHandling handling, SiteRules rules, List<String> paths) {
    return new Manifest(
        Manifest.SCHEMA,
        ProjectId.parse("0123456789abcdef"),
        DeploymentId.parse("fedcba9876543210"),
        Instant.parse("2026-03-04T05:06:07Z"),
        notFound,
        handling,
        rules,
        paths.stream().map(Sites::file).toList());
  }

  private static SiteFile file(String path) {
    byte[] content = path.getBytes(StandardCharsets.UTF_8);
    return new SiteFile(
        SitePath.parse(path),
        "text/plain; charset=utf-8",
        path.startsWith("/assets/"),
        new Blob(ContentHash.of(content), content.length),
        Map.of());
  }
}

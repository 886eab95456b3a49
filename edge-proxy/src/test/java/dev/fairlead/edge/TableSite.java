package dev.fairlead.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.rulefiles.PublishedFolder;
import dev.fairlead.rulefiles.RuleFile;
import dev.fairlead.rulefiles.RuleFileKind;
import dev.fairlead.rulefiles.RuleFiles;
import dev.fairlead.rulefiles.SiteReading;
import dev.fairlead.site.AwaitedBuild;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.Hostname;
import dev.fairlead.site.HtmlHandling;
import dev.fairlead.site.Manifest;
import dev.fairlead.site.NotFoundHandling;
import dev.fairlead.site.Route;
import dev.fairlead.site.Route.HostRedirect;
import dev.fairlead.site.Route.Retained;
import dev.fairlead.site.SiteFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A site of {@code answers.md}: its hosts, its files, and the text of its rule files. */
final class TableSite {
  private static final Random RANDOM = new Random(4);

  private final Map<String, String> settings = new LinkedHashMap<>();
  private final List<TableFile> files = new ArrayList<>();
  private final List<RuleFile> rules = new ArrayList<>();
  private final List<Earlier> earlier = new ArrayList<>();

  /** What the hosts served before. */
  private record Earlier(Instant until, List<TableFile> files) {}

  /** Reads a fenced block of the table; its first line says of what. */
  void add(String kind, List<String> lines) {
    if (kind.equals("site")) {
      for (String line : lines) {
        if (!line.startsWith("/") && !line.startsWith(" ")) {
          String[] words = line.split(": ", 2);
          settings.put(words[0], words.length == 1 ? "" : words[1]);
        }
      }
      files.addAll(files(lines));
    } else if (kind.startsWith("earlier until ")) {
      earlier.add(new Earlier(Instant.parse(kind.substring(14)), files(lines)));
    } else {
      RuleFileKind file =
          Arrays.stream(RuleFileKind.values())
              .filter(each -> each.fileName().equals(kind))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("block: " + kind));
      byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
      rules.add(RuleFile.of(file, kind, text));
    }
  }

  /** The host that rows ask for where they name none. */
  String host() {
    return settings.getOrDefault("host", settings.getOrDefault("preview", ""));
  }

  /** All hosts that lead here. */
  List<String> hosts() {
    List<String> hosts = new ArrayList<>();
    for (String key : List.of("host", "also", "preview", "unknown")) {
      hosts.addAll(
          Arrays.stream(settings.getOrDefault(key, "").split(" "))
              .filter(h -> !h.isEmpty())
              .toList());
    }
    return hosts;
  }

  boolean isOfRedirectPort() {
    return settings.containsKey("redirect-port");
  }

  /** The bytes of a file of this site, or of what it was before. */
  byte[] content(String path, String coding) {
    List<TableFile> all = new ArrayList<>(files);
    earlier.forEach(one -> all.addAll(one.files));
    return all.stream()
        .filter(file -> file.path().equals(path))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("file: %s of %s".formatted(path, host())))
        .content(coding);
  }

  void publish(EdgeFixture fixture) throws IOException {
    boolean serves = !files.isEmpty();
    DeploymentId deployment = serves ? publish(fixture, files, rules) : null;
    List<Retained> retained = new ArrayList<>();
    for (Earlier one : earlier) {
      retained.add(new Retained(publish(fixture, one.files, List.of()), one.until));
    }
    for (String host : hosts()) {
      if (!settings.getOrDefault("unknown", "").contains(host)) {
        boolean production = !settings.getOrDefault("preview", "").contains(host);
        fixture.routes.write(
            new Route(
                Route.SCHEMA,
                Hostname.parse(host),
                1,
                fixture.project,
                deployment,
                null,
                production,
                redirect(),
                retained,
                AwaitedBuild.ofWireName(settings.get("awaited"))),
            null);
      }
    }
  }

  private @Nullable HostRedirect redirect() {
    String[] words = settings.getOrDefault("redirect", "").split(" ");
    return words.length < 2
        ? null
        : new HostRedirect(Hostname.parse(words[1]), Integer.parseInt(words[0]));
  }

  private DeploymentId publish(
      EdgeFixture fixture, List<TableFile> published, List<RuleFile> ruleFiles) throws IOException {
    DeploymentId id = DeploymentId.random(RANDOM);
    List<SiteFile> stored =
        published.stream().map(file -> file.store(fixture.blobs, fixture.project)).toList();
    String html = settings.get("html");
    HtmlHandling chosen = html == null ? null : HtmlHandling.ofWireName(html);
    SiteReading reading =
        RuleFiles.read(
            ruleFiles,
            new PublishedFolder("", stored.stream().map(SiteFile::path).toList()),
            chosen);
    assertThat(reading.errors()).as("%s: %s", host(), reading.rules().problems()).isZero();
    fixture.manifests.create(
        new Manifest(
            Manifest.SCHEMA,
            fixture.project,
            id,
            EdgeFixture.CREATED,
            NotFoundHandling.ofWireName(settings.getOrDefault("not-found", "404-page")),
            chosen == null ? reading.htmlHandling() : chosen,
            reading.rules(),
            stored));
    return id;
  }

  private static List<TableFile> files(List<String> lines) {
    List<TableFile> files = new ArrayList<>();
    int end = lines.size();
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (lines.get(i).startsWith("/")) {
        files.addFirst(new TableFile(lines.subList(i, end)));
      }
      end = lines.get(i).startsWith(" ") ? end : i;
    }
    return files;
  }
}

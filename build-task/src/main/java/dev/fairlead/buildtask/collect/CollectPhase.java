package dev.fairlead.buildtask.collect;

import dev.fairlead.build.protocol.BuildLimits;
import dev.fairlead.build.protocol.BuildSettings;
import dev.fairlead.build.protocol.FailureCode;
import dev.fairlead.buildtask.BuildFailedException;
import dev.fairlead.buildtask.attempt.StopSignal;
import dev.fairlead.buildtask.attempt.StoppedException;
import dev.fairlead.buildtask.detect.DetectPhase.Project;
import dev.fairlead.buildtask.log.LogWriter;
import dev.fairlead.rulefiles.PublishedFolder;
import dev.fairlead.rulefiles.RuleFile;
import dev.fairlead.rulefiles.RuleFiles;
import dev.fairlead.rulefiles.SiteReading;
import dev.fairlead.site.Blob;
import dev.fairlead.site.HtmlHandling;
import dev.fairlead.site.NotFoundHandling;
import dev.fairlead.site.SiteFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** After every command is dead: lists, hashes, types and compresses what the build has written. */
public final class CollectPhase {
  private static final int PATHS_TO_NAME = 10;

  private final BuildLimits limits;
  private final LogWriter log;
  private final StopSignal stop;

  public CollectPhase(BuildLimits limits, LogWriter log, StopSignal stop) {
    this.limits = limits;
    this.log = log;
    this.stop = stop;
  }

  /**
   * Collects the output.
   *
   * @param parts an existing folder for the compressed forms
   */
  public CollectedSite run(Project project, BuildSettings settings, Path parts)
      throws IOException, BuildFailedException, StoppedException {
    Path output = OutputFolder.find(project);
    boolean rootIsOutput = output.equals(project.root());
    OutputWalk.Findings findings = new OutputWalk(output, rootIsOutput, limits).run();
    tell(findings);
    RuleSearch search = new RuleSearch(project.root(), rootIsOutput, findings.files());
    List<OutputFile> published = search.published();
    if (published.isEmpty()) {
      throw new BuildFailedException(
          FailureCode.OUTPUT_MISSING,
          "There is no file to publish in %s; check the output directory."
              .formatted(project.root().relativize(output)));
    }
    PublishedFolder folder =
        new PublishedFolder(
            project.root().relativize(output).toString(),
            published.stream().map(OutputFile::path).toList());
    SiteReading reading = readRules(search, folder, settings.htmlHandling());
    List<String> paths = published.stream().map(file -> file.path().value()).toList();
    if (!paths.contains("/index.html")) {
      log.warn("There is no index.html, so the site's first page will be a 404.");
    }
    NotFoundHandling notFound =
        orElse(settings.notFound(), NotFoundDetection.of(paths, project.site().notFound()));
    Map<Blob, Path> contents = new ConcurrentHashMap<>();
    FilePreparation preparation = new FilePreparation(parts, contents, bundled(published));
    List<SiteFile> files = prepareAll(published, preparation);
    log.say(
        "Collected %,d files, %,d bytes; unknown paths: %s"
            .formatted(files.size(), totalBytes(published), describe(notFound)));
    @Nullable HtmlHandling html =
        settings.htmlHandling() == null ? reading.htmlHandling() : settings.htmlHandling();
    return new CollectedSite(notFound, html, reading.rules(), files, contents);
  }

  private SiteReading readRules(
      RuleSearch search, PublishedFolder folder, @Nullable HtmlHandling chosen)
      throws IOException, BuildFailedException {
    for (String name : search.forgotten()) {
      log.warn(
          "%s lies beside the output folder, so it has no effect; let the build copy it there."
              .formatted(name));
    }
    List<RuleFile> files = search.files();
    SiteReading reading = RuleFiles.read(files, folder, chosen);
    new RuleReport(log).tell(files, reading);
    return reading;
  }

  private static Set<String> bundled(List<OutputFile> published) throws IOException {
    Map<String, OutputFile> byPath = new HashMap<>();
    published.forEach(file -> byPath.put(file.path().value(), file));
    return BundlerManifests.outputs(byPath);
  }

  private static NotFoundHandling orElse(
      @Nullable NotFoundHandling set, NotFoundHandling detected) {
    return set == null ? detected : set;
  }

  private List<SiteFile> prepareAll(List<OutputFile> outputFiles, FilePreparation preparation)
      throws IOException, StoppedException {
    int threads = Runtime.getRuntime().availableProcessors();
    List<SiteFile> files = new ArrayList<>(outputFiles.size());
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      try {
        List<Future<SiteFile>> prepared = new ArrayList<>(outputFiles.size());
        for (OutputFile file : outputFiles) {
          prepared.add(workers.submit(() -> preparation.prepare(file)));
        }
        for (Future<SiteFile> file : prepared) {
          stop.check();
          files.add(file.get());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while hashing the output", e);
      } catch (ExecutionException e) {
        throw new IOException("cannot read the output: " + e.getCause(), e);
      } finally {
        workers.shutdownNow();
      }
    }
    return files;
  }

  private void tell(OutputWalk.Findings findings) {
    findings.warnings().stream().limit(PATHS_TO_NAME).forEach(log::warn);
    if (!findings.leftOut().isEmpty()) {
      List<String> named = findings.leftOut().stream().sorted().limit(PATHS_TO_NAME).toList();
      log.say(
          "Not published: %s%s"
              .formatted(
                  String.join(", ", named),
                  findings.leftOut().size() > PATHS_TO_NAME ? " and more" : ""));
    }
  }

  private static long totalBytes(List<OutputFile> published) {
    return published.stream().mapToLong(OutputFile::length).sum();
  }

  private static String describe(NotFoundHandling handling) {
    return switch (handling) {
      case NOT_FOUND_PAGE -> "404.html";
      case SINGLE_PAGE_APPLICATION -> "index.html (single-page application)";
      case NONE -> "a plain 404";
    };
  }
}

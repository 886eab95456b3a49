package dev.fairlead.buildtask.collect;

import dev.fairlead.build.protocol.BuildLimits;
import dev.fairlead.build.protocol.FailureCode;
import dev.fairlead.buildtask.BuildFailedException;
import dev.fairlead.buildtask.attempt.StopSignal;
import dev.fairlead.buildtask.attempt.StoppedException;
import dev.fairlead.buildtask.detect.DetectPhase.Project;
import dev.fairlead.buildtask.log.LogWriter;
import dev.fairlead.site.Blob;
import dev.fairlead.site.NotFoundHandling;
import dev.fairlead.site.SiteFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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
  public CollectedSite run(Project project, Path parts)
      throws IOException, BuildFailedException, StoppedException {
    Path output = OutputFolder.find(project);
    OutputWalk.Findings findings =
        new OutputWalk(output, output.equals(project.root()), limits).run();
    tell(findings);
    if (findings.files().isEmpty()) {
      throw new BuildFailedException(
          FailureCode.OUTPUT_MISSING,
          "There is no file to publish in %s; check the output directory."
              .formatted(project.root().relativize(output)));
    }
    List<String> paths = findings.files().stream().map(file -> file.path().value()).toList();
    if (!paths.contains("/index.html")) {
      log.warn("There is no index.html, so the site's first page will be a 404.");
    }
    NotFoundHandling notFound = NotFoundDetection.of(paths, project.site().notFound());
    Map<Blob, Path> contents = new ConcurrentHashMap<>();
    List<SiteFile> files = prepareAll(findings.files(), new FilePreparation(parts, contents));
    log.say(
        "Collected %,d files, %,d bytes; unknown paths: %s"
            .formatted(files.size(), totalBytes(findings), describe(notFound)));
    return new CollectedSite(notFound, files, contents);
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

  private static long totalBytes(OutputWalk.Findings findings) {
    return findings.files().stream().mapToLong(OutputFile::length).sum();
  }

  private static String describe(NotFoundHandling handling) {
    return switch (handling) {
      case NOT_FOUND_PAGE -> "404.html";
      case SINGLE_PAGE_APPLICATION -> "index.html (single-page application)";
      case NONE -> "a plain 404";
    };
  }
}

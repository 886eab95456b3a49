package dev.fairlead.buildtask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.build.protocol.BuildSettings;
import dev.fairlead.build.protocol.BuildSource;
import dev.fairlead.build.protocol.BuildSpec;
import dev.fairlead.build.protocol.LogLine;
import dev.fairlead.build.protocol.LogStream;
import dev.fairlead.buildtask.attempt.StopReason;
import dev.fairlead.site.ContentHash;
import dev.fairlead.testing.TestRepository;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What happens to an attempt from outside: the api goes away, cancels it, or the process is killed.
 */
final class AttemptLifeTest {
  private static final String MARKER = "2718281";

  @TempDir private Path folder = Path.of("");

  @Test
  void aShortAbsenceOfTheApiLosesNothing() throws Exception {
    try (FakeApi api =
        new FakeApi(commandSpec("seq 1 5000; mkdir dist; echo x > dist/index.html"))) {
      api.failNext.set(6);

      assertThat(task(api).run()).isEqualTo(new AttemptOutcome.Published());
      assertThat(api.lines())
          .extracting(LogLine::number)
          .containsExactlyElementsOf(
              LongStream.rangeClosed(1, api.lines().size()).boxed().toList());
      assertThat(api.lines()).extracting(LogLine::text).containsSequence("4998", "4999", "5000");
    }
  }

  @Test
  void anIdleProcessTakesTheBuildThatItIsGiven() throws Exception {
    try (FakeApi api = new FakeApi(commandSpec("mkdir dist; echo x > dist/index.html"))) {
      BuildTask idle =
          new BuildTask(TestBuild.idle(api, folder.resolve("work")), InstantSource.system());

      assertThat(idle.run()).isEqualTo(new AttemptOutcome.Published());
      assertThat(api.published()).hasSize(1);
    }
  }

  @Test
  void anIdleProcessThatNobodyNeedsEndsItself() throws Exception {
    try (FakeApi api = new FakeApi(commandSpec("true"))) {
      api.over = true;
      BuildTask idle =
          new BuildTask(TestBuild.idle(api, folder.resolve("work")), InstantSource.system());

      assertThat(idle.run()).isEqualTo(new AttemptOutcome.Stopped(StopReason.SUPERSEDED));
    }
  }

  @Test
  void aConflictEndsTheBuildAndItsCommandAtOnce() throws Exception {
    try (FakeApi api = new FakeApi(commandSpec("echo begun; sleep " + MARKER + "1"))) {
      CompletableFuture<AttemptOutcome> outcome = new CompletableFuture<>();
      BuildTask task = task(api);
      Thread.ofPlatform().start(() -> outcome.complete(task.run()));
      api.await(() -> hasPrinted(api, "begun"));

      api.over = true;

      assertThat(outcome.get(20, TimeUnit.SECONDS))
          .isEqualTo(new AttemptOutcome.Stopped(StopReason.SUPERSEDED));
      assertThat(api.published()).isEmpty();
      assertNothingIsLeft(MARKER + "1");
    }
  }

  @Test
  void aTerminatedProcessCleansUp() throws Exception {
    try (FakeApi api = new FakeApi(commandSpec("echo begun; sleep " + MARKER + "2"))) {
      Process process = start(api);
      api.await(() -> hasPrinted(api, "begun"));

      process.destroy();

      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(143);
      assertNothingIsLeft(MARKER + "2");
    }
  }

  @Test
  void aKilledProcessTakesItsCommandAlongAndTheNextBuildSweepsItsFolder() throws Exception {
    try (FakeApi api = new FakeApi(commandSpec("echo begun; sleep " + MARKER + "3"))) {
      Process process = start(api);
      api.await(() -> hasPrinted(api, "begun"));

      process.destroyForcibly().waitFor();

      for (ProcessHandle orphan : running(MARKER + "3")) {
        orphan.onExit().get(20, TimeUnit.SECONDS);
      }
    }
    try (FakeApi api = new FakeApi(commandSpec("mkdir dist; echo x > dist/index.html"))) {
      assertThat(task(api).run()).isEqualTo(new AttemptOutcome.Published());
      assertThat(folder.resolve("work")).isEmptyDirectory();
    }
  }

  @Test
  void aBuildProcessPublishesAndExitsWithZero() throws Exception {
    try (FakeApi api = new FakeApi(commandSpec(""))) {
      Process process = start(api);

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(api.published()).hasSize(1);
    }
  }

  @Test
  void aTokenThatWasUsedEndsTheProcessWithThree() throws Exception {
    try (FakeApi api = new FakeApi(commandSpec(""))) {
      assertThat(task(api).run()).isEqualTo(new AttemptOutcome.Published());

      AttemptOutcome second = task(api).run();

      assertThat(second).isInstanceOf(AttemptOutcome.Unreported.class);
      assertThat(second.exitCode()).isEqualTo(3);
    }
  }

  @Test
  void aStopBeforeTheStartIsAStop() throws Exception {
    try (FakeApi api = new FakeApi(commandSpec(""))) {
      BuildTask task = task(api);
      task.stop();

      assertThat(task.run()).isEqualTo(new AttemptOutcome.Stopped(StopReason.TERMINATED));
    }
  }

  @Test
  void anUploadedFolderIsPublished() throws Exception {
    byte[] archive = archive("index.html", "<p>uploaded</p>");
    ContentHash hash = ContentHash.of(archive);
    BuildSource.Upload nowhere =
        new BuildSource.Upload("http://127.0.0.1:1/", hash, archive.length);
    try (FakeApi store = new FakeApi(TestBuild.spec(nowhere))) {
      store.blobs.put(hash, archive);
      BuildSource upload =
          new BuildSource.Upload(store.url() + "/store/" + hash, hash, archive.length);
      try (FakeApi api = new FakeApi(TestBuild.spec(upload))) {
        assertThat(task(api).run()).as(api.logText()).isEqualTo(new AttemptOutcome.Published());
        assertThat(api.published().getFirst().files()).hasSize(1);
      }
    }
  }

  @Test
  void aSecondBuildUploadsOnlyWhatHasChanged() throws Exception {
    try (TestRepository repository = TestRepository.create(folder.resolve("twice"))) {
      repository
          .write("index.html", "one")
          .write("app.css", "a{color:red}".repeat(100))
          .commit("1");
      BuildSpec spec = TestBuild.spec(TestBuild.git(repository.fileUrl()));
      try (FakeApi first = new FakeApi(spec);
          FakeApi second = new FakeApi(spec)) {
        task(first).run();
        second.blobs.putAll(first.blobs);
        repository.write("index.html", "two").commit("2");

        assertThat(task(second).run()).isEqualTo(new AttemptOutcome.Published());
        assertThat(second.blobs).hasSize(first.blobs.size() + 1);
        assertThat(second.logText()).contains("Uploaded 1 of 5 blobs, 3 bytes");
      }
    }
  }

  private static boolean hasPrinted(FakeApi api, String text) {
    return api.lines().stream()
        .anyMatch(line -> line.stream() == LogStream.STDOUT && line.text().equals(text));
  }

  private void assertNothingIsLeft(String marker) {
    assertThat(running(marker)).isEmpty();
    assertThat(folder.resolve("work")).isEmptyDirectory();
  }

  private static List<ProcessHandle> running(String marker) {
    return ProcessHandle.allProcesses()
        .filter(
            process -> {
              Path line = Path.of("/proc", Long.toString(process.pid()), "cmdline");
              try {
                return Files.readString(line, StandardCharsets.ISO_8859_1)
                    .equals("sleep\0" + marker + "\0");
              } catch (IOException e) {
                return false;
              }
            })
        .toList();
  }

  private BuildSpec commandSpec(String build) throws Exception {
    Path directory = Files.createTempDirectory(folder, "repository");
    try (TestRepository repository = TestRepository.create(directory)) {
      repository.write("index.html", "x").commit("One");
      return TestBuild.spec(
          TestBuild.git(repository.fileUrl()), new BuildSettings(null, null, build, null));
    }
  }

  private BuildTask task(FakeApi api) {
    return new BuildTask(TestBuild.config(api, folder.resolve("work")), InstantSource.system());
  }

  private Process start(FakeApi api) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            BuildTaskMain.class.getName());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", BuildTaskConfig.DEFAULT_PATH);
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("FAIRLEAD_API_URL", api.url().toString());
    environment.put("FAIRLEAD_DEPLOYMENT_ID", TestBuild.DEPLOYMENT.value());
    environment.put("FAIRLEAD_BUILD_TOKEN", FakeApi.ONE_TIME_TOKEN);
    environment.put("FAIRLEAD_WORK_DIR", folder.resolve("work").toString());
    File output = folder.resolve("output").toFile();
    return builder.redirectErrorStream(true).redirectOutput(output).start();
  }

  private static byte[] archive(String name, String text) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      TarArchiveEntry entry = new TarArchiveEntry(name);
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }
}

package dev.fairlead.buildtask.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.build.protocol.BuildLimits;
import dev.fairlead.build.protocol.FailureCode;
import dev.fairlead.buildtask.BuildFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutputWalkTest {
  private static final String KEY = "-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n";

  @TempDir private Path folder = Path.of("");

  @Test
  void filesAreListedByPathAndSecretsAreLeftOutAndNamed() throws Exception {
    write("index.html", "x");
    write(".well-known/security.txt", "x");
    write("_headers", "x");
    write(".env", "x");
    write("a/.env.local", "x");
    write(".git/config", "x");
    write("keys/id_ed25519", KEY);
    write("keys/server.pem", KEY);
    write("keys/public.pem", "-----BEGIN CERTIFICATE-----");

    OutputWalk.Findings findings = walk();

    assertThat(findings.files())
        .extracting(file -> file.path().value())
        .containsExactly(
            "/.well-known/security.txt", "/_headers", "/index.html", "/keys/public.pem");
    assertThat(findings.leftOut())
        .containsExactlyInAnyOrder(
            "/.env", "/a/.env.local", "/.git", "/keys/id_ed25519", "/keys/server.pem");
  }

  @Test
  void aLinkInsideIsCopiedOnce() throws Exception {
    write("real/page.html", "x");
    Files.createSymbolicLink(folder.resolve("file.html"), Path.of("real/page.html"));
    Files.createSymbolicLink(folder.resolve("folder"), Path.of("real"));

    assertThat(walk().files())
        .extracting(file -> file.path().value())
        .containsExactly("/file.html", "/folder/page.html", "/real/page.html");
  }

  @Test
  void aLinkToASecretInsideIsLeftOutToo() throws Exception {
    write(".env", "x");
    Files.createSymbolicLink(folder.resolve("env.txt"), Path.of(".env"));

    assertThat(walk().leftOut()).containsExactlyInAnyOrder("/.env", "/env.txt");
  }

  @Test
  void aLoopOfLinksEnds() throws Exception {
    Files.createDirectories(folder.resolve("a"));
    Files.createSymbolicLink(folder.resolve("a/up"), Path.of(".."));

    assertInvalid("link behind a link");
  }

  @Test
  void anythingButFilesAndFoldersIsRefused() throws Exception {
    new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start().waitFor();

    assertInvalid("neither a file nor a folder");
  }

  @Test
  void aNameThatCannotBeAPathIsRefused() throws Exception {
    write("back\\slash.html", "x");

    assertInvalid(
        "1 file of the output cannot be published: /back\\slash.html (it has a backslash or a"
            + " control character). Rename it.");
  }

  @Test
  void allNamesThatCannotBePathsAreTold() throws Exception {
    write("index.html", "x");
    write("b/line\nbreak.html", "x");
    write("a\\b.html", "x");
    assertInvalid(
        "2 files of the output cannot be published: /a\\b.html (it has a backslash or a control"
            + " character), /b/line\ufffdbreak.html (it has a backslash or a control character)."
            + " Rename them.");

    for (int i = 100; i < 120; i++) {
      write(i + "\\.html", "x");
    }
    assertInvalid("22 files of the output cannot be published: /100\\.html (it has");
    assertInvalid(
        "/109\\.html (it has a backslash or a control character) and 12 more. Rename them.");
  }

  @Test
  void pathsThatDifferOnlyByCaseAreWarnedOf() throws Exception {
    write("About.html", "x");
    write("about.html", "x");

    assertThat(walk().warnings())
        .containsExactly("/About.html and /about.html differ only by case.");
  }

  @Test
  void theBoundsOnFilesAndBytesHold() throws Exception {
    write("a", "12345");
    write("b", "12345");
    BuildLimits all = BuildLimits.DEFAULT;

    assertTooLarge(new BuildLimits(all.timeout(), 1, 9, 10, 1, null));
    assertTooLarge(new BuildLimits(all.timeout(), 1, 100, 1, 1, null));
  }

  private void assertInvalid(String why) {
    assertThatThrownBy(this::walk)
        .isInstanceOfSatisfying(
            BuildFailedException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.OUTPUT_INVALID))
        .hasMessageContaining(why);
  }

  private void assertTooLarge(BuildLimits limits) {
    assertThatThrownBy(() -> new OutputWalk(folder.toRealPath(), false, limits).run())
        .isInstanceOfSatisfying(
            BuildFailedException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.OUTPUT_TOO_LARGE));
  }

  private OutputWalk.Findings walk() throws IOException, BuildFailedException {
    return new OutputWalk(folder.toRealPath(), false, BuildLimits.DEFAULT).run();
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}

package dev.fairlead.buildtask.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.build.protocol.FailureCode;
import dev.fairlead.buildtask.BuildFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ArchiveExtractionTest {
  @TempDir private Path folder = Path.of("");
  private Path target = Path.of("");

  @BeforeEach
  void makeTarget() throws IOException {
    target = Files.createDirectory(folder.resolve("target"));
  }

  @Test
  void filesFoldersAndLinksInsideComeOut() throws Exception {
    int files =
        extract(
            tar -> {
              link(tar, "latest", "docs/a.txt");
              file(tar, "./docs/a.txt", "hello", 0644);
              file(tar, "run.sh", "#!", 0755);
            });

    assertThat(files).isEqualTo(3);
    assertThat(target.resolve("latest")).isSymbolicLink().hasContent("hello");
    assertThat(target.resolve("run.sh")).isExecutable();
    assertThat(target.resolve("docs/a.txt").toFile().canExecute()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../escaped", "a/../../escaped", "/etc/escaped"})
  void aPathOutsideIsRefused(String name) {
    assertRefused(tar -> file(tar, name, "x", 0644));

    assertThat(folder.resolve("escaped")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"link, /etc/passwd", "link, ../secret", "a/link, ../../secret"})
  void aLinkThatLeadsOutIsRefused(String name, String to) {
    assertRefused(tar -> link(tar, name, to));
  }

  @Test
  void nothingIsWrittenThroughALink() {
    assertRefused(
        tar -> {
          link(tar, "a", "b");
          file(tar, "b/real", "x", 0644);
          link(tar, "a/inner", "c");
        });
  }

  @Test
  void devicesAndHardLinksAreRefused() {
    assertRefused(tar -> special(tar, TarConstants.LF_CHR));
    assertRefused(tar -> special(tar, TarConstants.LF_FIFO));
    assertRefused(tar -> special(tar, TarConstants.LF_LINK));
  }

  @Test
  void whatIsNoArchiveIsRefused() throws IOException {
    Path archive = Files.writeString(folder.resolve("not.tar.gz"), "hello");

    assertThatThrownBy(() -> new ArchiveExtraction(target, 1000).extract(archive))
        .isInstanceOf(BuildFailedException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void moreBytesThanAllowedAreRefused() {
    assertThatThrownBy(() -> extract(tar -> file(tar, "big", "x".repeat(2000), 0644)))
        .isInstanceOfSatisfying(
            BuildFailedException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.SOURCE_TOO_LARGE));
  }

  private interface Content {
    void write(TarArchiveOutputStream tar) throws IOException;
  }

  private void assertRefused(Content content) {
    assertThatThrownBy(() -> extract(content))
        .isInstanceOfSatisfying(
            BuildFailedException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.UPLOAD_INVALID));
  }

  private int extract(Content content) throws IOException, BuildFailedException {
    Path archive = folder.resolve("archive.tar.gz");
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(archive)))) {
      content.write(tar);
    }
    return new ArchiveExtraction(target, 1000).extract(archive);
  }

  private static void file(TarArchiveOutputStream tar, String name, String text, int mode)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    entry.setSize(bytes.length);
    entry.setMode(mode);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  private static void link(TarArchiveOutputStream tar, String name, String to) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
    entry.setLinkName(to);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  private static void special(TarArchiveOutputStream tar, byte kind) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry("special", kind);
    entry.setLinkName("x");
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }
}

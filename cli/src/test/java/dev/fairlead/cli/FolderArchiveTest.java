package dev.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderArchiveTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void aBackslashStaysPartOfAFileName() throws Exception {
    write("index.html");
    write("sub/a\\b.html");
    write("sub/secret\\key.txt");
    Files.writeString(folder.resolve("sub/.gitignore"), "secret?key.txt\n");

    assertThat(names()).containsExactly("index.html", "sub/.gitignore", "sub/a\\b.html");
  }

  private List<String> names() throws Exception {
    Archive archive = FolderArchive.pack(folder);
    List<String> names = new ArrayList<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(archive.file())))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        names.add(entry.getName());
      }
    } finally {
      Files.delete(archive.file());
    }
    return names;
  }

  private void write(String path) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "x");
  }
}

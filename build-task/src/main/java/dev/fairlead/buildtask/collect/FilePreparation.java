package dev.fairlead.buildtask.collect;

import dev.fairlead.site.Blob;
import dev.fairlead.site.Coding;
import dev.fairlead.site.ContentHash;
import dev.fairlead.site.SiteFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the manifest's entry of one file, and the compressed forms of its bytes. */
final class FilePreparation {
  private final Path parts;
  private final Map<Blob, Path> contents;
  private final Set<String> bundled;

  /**
   * Prepares files.
   *
   * @param parts where compressed forms are written, each under its hash
   * @param contents filled with every blob; must allow concurrent use
   * @param bundled paths of files that a bundler's manifest names
   */
  FilePreparation(Path parts, Map<Blob, Path> contents, Set<String> bundled) {
    this.parts = parts;
    this.contents = contents;
    this.bundled = Set.copyOf(bundled);
  }

  SiteFile prepare(OutputFile file) throws IOException {
    String type = ContentTypes.of(file.path());
    boolean compressible =
        ContentTypes.isCompressible(type)
            && file.length() >= Compression.MIN_LENGTH
            && file.length() <= Compression.MAX_LENGTH;
    Blob blob;
    Map<Coding, Blob> variants = new EnumMap<>(Coding.class);
    if (compressible) {
      byte[] content = Files.readAllBytes(file.content());
      blob = new Blob(ContentHash.of(content), content.length);
      for (Map.Entry<Coding, byte[]> variant : Compression.variantsOf(content).entrySet()) {
        variants.put(variant.getKey(), store(variant.getValue()));
      }
    } else {
      blob = hash(file.content());
    }
    contents.put(blob, file.content());
    boolean immutable = Fingerprint.isIn(file.path(), bundled.contains(file.path().value()));
    List<String> links = ContentTypes.isHtml(type) ? PageLinks.of(file) : List.of();
    return new SiteFile(file.path(), type, immutable, blob, variants, links);
  }

  private Blob store(byte[] content) throws IOException {
    Blob blob = new Blob(ContentHash.of(content), content.length);
    Path path = parts.resolve(blob.sha256().hex());
    if (contents.putIfAbsent(blob, path) == null) {
      Files.write(path, content);
    }
    return blob;
  }

  private static Blob hash(Path file) throws IOException {
    MessageDigest digest = ContentHash.newDigest();
    long length = 0;
    byte[] buffer = new byte[64 << 10];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        length += read;
      }
    }
    return new Blob(ContentHash.ofDigest(digest.digest()), length);
  }
}

package dev.fairlead.edge;

import dev.fairlead.site.Blob;
import dev.fairlead.site.Coding;
import dev.fairlead.site.MemoryBlobStore;
import dev.fairlead.site.ProjectId;
import dev.fairlead.site.SiteFile;
import dev.fairlead.site.SitePath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A file of a site in {@code answers.md}: its lines there, the first with its path and content. */
final class TableFile {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "txt", "text/plain; charset=utf-8",
          "json", "application/json",
          "glb", "model/gltf-binary");

  private final String path;
  private final boolean immutable;
  private final List<String> links = new ArrayList<>();

  /** What is stored, by the token of its coding; the bytes as built by the empty one. */
  private final Map<String, byte[]> contents = new HashMap<>();

  TableFile(List<String> lines) {
    path = beforeEquals(lines.getFirst());
    contents.put("", afterEquals(lines.getFirst()));
    boolean never = false;
    for (String line : lines.subList(1, lines.size())) {
      switch (beforeEquals(line)) {
        case "immutable" -> never = true;
        case "link" -> links.add(new String(afterEquals(line), StandardCharsets.ISO_8859_1));
        default -> contents.put(beforeEquals(line), afterEquals(line));
      }
    }
    immutable = never;
  }

  String path() {
    return path;
  }

  /**
   * The bytes stored for a coding.
   *
   * @param coding its token; empty for the bytes as built
   */
  byte[] content(String coding) {
    byte[] content = contents.get(coding);
    if (content == null) {
      throw new IllegalArgumentException(
          "coding: %s of %s (expected: one of %s)".formatted(coding, path, contents.keySet()));
    }
    return content;
  }

  SiteFile store(MemoryBlobStore blobs, ProjectId project) {
    Map<Coding, Blob> variants = new EnumMap<>(Coding.class);
    for (Coding coding : Coding.values()) {
      if (contents.containsKey(coding.token())) {
        variants.put(coding, blobs.put(project, content(coding.token())));
      }
    }
    String extension = path.substring(path.lastIndexOf('.') + 1);
    return new SiteFile(
        SitePath.parse(path),
        TYPES.getOrDefault(extension, "application/octet-stream"),
        immutable,
        blobs.put(project, content("")),
        variants,
        links);
  }

  private static String beforeEquals(String line) {
    return line.split(" = ", 2)[0].strip();
  }

  private static byte[] afterEquals(String line) {
    String[] parts = line.split(" = ", 2);
    String text = parts.length == 1 ? "" : FramingCase.bytes(parts[1]);
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}

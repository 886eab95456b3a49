package dev.fairlead.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SiteIndexTest {

  @Test
  void givesBackEveryFileAsItWas() {
    Random random = new Random(1);
    List<SiteFile> files = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      files.add(file("/f%d/%s".formatted(i, "ü".repeat(1 + random.nextInt(200))), random));
    }
    SiteIndex index = index(files);

    assertThat(index.size()).isEqualTo(files.size());
    Set<Integer> ordinals = new HashSet<>();
    for (SiteFile file : files) {
      int ordinal = index.find(file.path().value());
      assertThat(index.file(ordinal)).isEqualTo(file);
      assertThat(index.path(ordinal)).isEqualTo(file.path().value());
      assertThat(index.isImmutable(ordinal)).isEqualTo(file.immutable());
      assertThat(ordinals.add(ordinal)).isTrue();
      assertThat(index.find(file.path() + "x")).isEqualTo(SiteIndex.NONE);
    }
  }

  @Test
  void findsFilesWhosePathsHaveTheSameHash() {
    List<SiteFile> files = new ArrayList<>();
    for (String path : sameHash(12)) {
      files.add(file(path, new Random(2)));
    }
    SiteIndex index = index(files.subList(0, files.size() / 2));

    for (int i = 0; i < files.size(); i++) {
      String path = files.get(i).path().value();
      if (i < files.size() / 2) {
        assertThat(index.path(index.find(path))).isEqualTo(path);
      } else {
        assertThat(index.find(path)).isEqualTo(SiteIndex.NONE);
      }
    }
  }

  @Test
  void ofAnEmptySiteFindsNothing() {
    SiteIndex index = index(List.of());

    assertThat(index.find("/")).isEqualTo(SiteIndex.NONE);
    assertThat(index.find("")).isEqualTo(SiteIndex.NONE);
    assertThat(index.notFoundPage("/a")).isEqualTo(SiteIndex.NONE);
  }

  @Test
  void refusesAPathTwice() {
    SiteFile file = file("/a", new Random(3));

    assertThatThrownBy(() -> index(List.of(file, file)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("path twice: /a");
  }

  /** Texts that Java's hash does not tell apart: {@code Aa} and {@code BB} have one. */
  private static List<String> sameHash(int pairs) {
    List<String> paths = List.of("/");
    for (int i = 0; i < pairs; i++) {
      List<String> longer = new ArrayList<>();
      for (String path : paths) {
        longer.add(path + "Aa");
        longer.add(path + "BB");
      }
      paths = longer;
    }
    return paths;
  }

  private static SiteIndex index(List<SiteFile> files) {
    FileRecordWriter writer = new FileRecordWriter();
    files.forEach(writer::add);
    return SiteIndex.of(writer);
  }

  private static SiteFile file(String path, Random random) {
    Map<Coding, Blob> variants = new EnumMap<>(Coding.class);
    for (Coding coding : Coding.values()) {
      if (random.nextBoolean()) {
        variants.put(coding, blob(random));
      }
    }
    return new SiteFile(
        SitePath.parse(path),
        "text/x-%d; charset=utf-8".formatted(random.nextInt(200)),
        random.nextBoolean(),
        blob(random),
        variants,
        random.nextInt(4) == 0 ? List.of("</a>; rel=preload", "</b%d>".formatted(1)) : List.of());
  }

  private static Blob blob(Random random) {
    byte[] content = Long.toString(random.nextLong()).getBytes(StandardCharsets.UTF_8);
    return new Blob(ContentHash.of(content), random.nextLong() >>> 1 + random.nextInt(63));
  }
}

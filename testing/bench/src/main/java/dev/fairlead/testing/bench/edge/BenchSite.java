package dev.fairlead.testing.bench.edge;

import dev.fairlead.site.Hostname;
import dev.fairlead.testing.bench.edge.BenchBucket.BenchFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The same sites as objects in S3 and as files of a folder. All bytes are random, so none shrink.
 */
final class BenchSite {
  static final String HOST = "bench.localhost";

  private static final Map<String, Integer> FILES =
      Map.of(
          "/16k.bin", 16 << 10,
          "/100k.bin", 100 << 10,
          "/1m.bin", 1 << 20,
          "/10m.bin", 10 << 20);

  private final BenchBucket bucket;
  private final Path files;
  private final Map<String, List<BenchFile>> sites = new LinkedHashMap<>();
  private final SplittableRandom random = new SplittableRandom(4);

  BenchSite(BenchBucket bucket, Path files) throws IOException {
    this.bucket = bucket;
    this.files = files;
    List<BenchFile> main = new ArrayList<>();
    main.add(file("/1k.bin", 1 << 10));
    FILES.forEach((path, bytes) -> main.add(file(path, bytes)));
    add(HOST, main);
  }

  BenchBucket bucket() {
    return bucket;
  }

  /** A folder for each host. */
  Path files() {
    return files;
  }

  Iterable<String> hosts() {
    return sites.keySet();
  }

  /** Adds many small sites. */
  void addSites(String prefix, int hosts, int filesEach, int bytes) throws IOException {
    for (int host = 0; host < hosts; host++) {
      List<BenchFile> made = new ArrayList<>();
      for (int i = 0; i < filesEach; i++) {
        made.add(file("/f%d.bin".formatted(i), bytes));
      }
      add("%s%d.localhost".formatted(prefix, host), made);
    }
  }

  /** Adds a site with files that nobody has asked for. */
  void addCold(String host, int count, int bytes) throws IOException {
    List<BenchFile> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      made.add(file("/cold%d.bin".formatted(i), bytes));
    }
    add(host, made);
  }

  /** nginx's map from host and path to what the S3 server answers. */
  String signedMap() {
    StringBuilder map = new StringBuilder();
    sites.forEach(
        (host, made) ->
            made.forEach(
                file ->
                    map.append('"')
                        .append(host)
                        .append(file.path())
                        .append("\" \"")
                        .append(bucket.signedTarget(file))
                        .append("\";\n")));
    // The store says that it is not there, and nginx keeps that.
    BenchFile missing = new BenchFile("/missing.bin", new byte[] {42});
    map.append('"').append(HOST).append(missing.path()).append("\" \"");
    return map.append(bucket.signedTarget(missing)).append("\";\n").toString();
  }

  private void add(String host, List<BenchFile> made) throws IOException {
    bucket.publish(Hostname.parse(host), made);
    Path folder = Files.createDirectories(files.resolve(host));
    for (BenchFile file : made) {
      Files.write(folder.resolve(file.path().substring(1)), file.content());
    }
    sites.put(host, made);
  }

  private BenchFile file(String path, int bytes) {
    byte[] content = new byte[bytes];
    random.nextBytes(content);
    return new BenchFile(path, content);
  }
}

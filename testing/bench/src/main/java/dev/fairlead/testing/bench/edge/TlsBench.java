package dev.fairlead.testing.bench.edge;

import dev.fairlead.edge.EdgeConfig;
import dev.fairlead.edge.EdgeProxy;
import dev.fairlead.edge.http.StrictTransport;
import dev.fairlead.edge.tls.TlsConfig;
import dev.fairlead.site.BlobStore;
import dev.fairlead.site.ManifestStore;
import dev.fairlead.site.MemoryBlobStore;
import dev.fairlead.site.MemoryManifestStore;
import dev.fairlead.site.MemoryRouteTable;
import dev.fairlead.site.RouteTable;
import dev.fairlead.site.SiteStorage;
import dev.fairlead.site.StorageRegion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;

/** Has testssl.sh judge how the edge speaks TLS, and prints what it finds at LOW or above. */
public final class TlsBench {
  private static final int MAX_ODD = 50;
  private static final String CRL = "URI:http://localhost/revoked.crl";

  /** A severity stands in a column of its own. */
  private static final Pattern WRONG = Pattern.compile("\"(LOW|MEDIUM|HIGH|CRITICAL)\"");

  private TlsBench() {}

  public static void run() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("fairlead-tls");
    Path certificates = Files.createDirectory(folder.resolve("certificates"));
    Path authority = issue(folder, certificates);
    EdgeConfig config =
        EdgeConfig.listening("127.0.0.1", 0)
            .withTls(TlsConfig.of(certificates, 0))
            .withTransport(StrictTransport.of("max-age=31536000; includeSubDomains"));
    Path findings = folder.resolve("findings.csv");
    try (EdgeProxy edge = new EdgeProxy(config, new NoSites(), InstantSource.system())) {
      edge.start();
      judge(folder, authority, findings, edge.tlsPort());
    }
    List<String> lines = Files.readAllLines(findings);
    List<String> wrong = lines.stream().filter(line -> WRONG.matcher(line).find()).toList();
    wrong.forEach(System.out::println);
    System.out.printf(
        "testssl.sh: %d findings, %d of them at LOW or above%n", lines.size() - 1, wrong.size());
  }

  /** An authority, and a certificate of it as clients expect one to be. */
  private static Path issue(Path folder, Path certificates)
      throws IOException, InterruptedException {
    Path authority = folder.resolve("authority.crt");
    Path authorityKey = folder.resolve("authority.key");
    openssl(
        folder,
        "req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -days 30"
            + " -subj /CN=Tests -addext keyUsage=critical,keyCertSign,cRLSign -keyout %s -out %s"
                .formatted(authorityKey, authority));
    openssl(
        folder,
        "req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -days 90 -subj"
            + " /CN=localhost -addext subjectAltName=DNS:localhost -addext"
            + " basicConstraints=critical,CA:FALSE -addext keyUsage=critical,digitalSignature"
            + " -addext extendedKeyUsage=serverAuth -addext crlDistributionPoints=%s".formatted(CRL)
            + " -CA %s -CAkey %s".formatted(authority, authorityKey)
            + " -keyout %1$s/default.key -out %1$s/default.crt".formatted(certificates));
    return authority;
  }

  private static void openssl(Path folder, String arguments)
      throws IOException, InterruptedException {
    run(folder, List.of(("openssl " + arguments).split(" ")), 0);
  }

  private static void judge(Path folder, Path authority, Path findings, int port)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            "testssl",
            "--quiet",
            "--color=0",
            "--warnings=off",
            // Whether the zone has a CAA record is nothing an edge can change.
            "--nodns=min",
            "--ip=127.0.0.1",
            "--add-ca=" + authority,
            "--csvfile=" + findings,
            "localhost:" + port);
    // It ends with the number of what it found odd, however harmless.
    run(folder, command, MAX_ODD);
  }

  private static void run(Path folder, List<String> command, int highest)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (process.waitFor() > highest) {
      throw new IOException("%s: %s".formatted(command, Files.readString(output)));
    }
  }

  /** Every host is answered with the platform's own page. */
  private static final class NoSites implements SiteStorage {
    private final RouteTable routes = new MemoryRouteTable();
    private final ManifestStore manifests = new MemoryManifestStore();
    private final BlobStore blobs = new MemoryBlobStore();

    @Override
    public RouteTable routes() {
      return routes;
    }

    @Override
    public ManifestStore manifests(StorageRegion region) {
      return manifests;
    }

    @Override
    public BlobStore blobs(StorageRegion region) {
      return blobs;
    }
  }
}

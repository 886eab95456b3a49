package dev.fairlead.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of our own, durable ({@code fsync}, {@code synchronous_commit}) and reachable
 * from this machine only. If a killed process has left one running on the same folder and port,
 * that one is used.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Which line of postmaster.pid says what (PostgreSQL's pidfile.h). */
  private static final int PORT_LINE = 3;

  private static final int STATUS_LINE = 7;

  private final EmbeddedPostgresConfig config;
  private final ServerFolder folder;
  private final Path programs;
  private final Path data;
  private int port;

  private EmbeddedPostgres(EmbeddedPostgresConfig config, ServerFolder folder, Path programs) {
    this.config = config;
    this.folder = folder;
    this.programs = programs;
    this.data = folder.resolve("data");
  }

  /**
   * Starts the server, or takes over the one that is running there, and returns when it accepts
   * connections.
   *
   * @throws IOException if it does not start; the message says why
   */
  public static EmbeddedPostgres start(EmbeddedPostgresConfig config) throws IOException {
    ServerFolder folder = ServerFolder.open(config.directory());
    try {
      EmbeddedPostgres server =
          new EmbeddedPostgres(config, folder, Binaries.postgres(config.binaries()));
      server.start();
      return server;
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  public String host() {
    return "127.0.0.1";
  }

  public int port() {
    return port;
  }

  /** Of the database {@code postgres}, without user and password. */
  public String jdbcUrl() {
    return "jdbc:postgresql://%s:%d/postgres".formatted(host(), port);
  }

  public String user() {
    return config.user();
  }

  public String password() {
    return config.password();
  }

  /** Ends all connections and stops the server; what was committed is on the disk. */
  @Override
  public void close() throws IOException {
    try {
      stop();
    } finally {
      folder.close();
    }
  }

  private void start() throws IOException {
    if (takeOver()) {
      log.atInfo().addKeyValue("port", port).log("PostgreSQL was running and is used again");
      return;
    }
    if (!Files.exists(data.resolve("PG_VERSION"))) {
      initialize();
    }
    port = ServerFolder.freePort(config.port());
    Files.writeString(data.resolve("postgresql.conf"), settings());
    Files.writeString(data.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
    run("pg_ctl", "start", "-W", "-D", data.toString(), "-l", folder.resolve("log").toString());
    if (!ServerProcess.await(PATIENCE, this::ready)) {
      stop();
      throw new IOException("PostgreSQL did not start: see " + folder.resolve("log"));
    }
  }

  private boolean takeOver() throws IOException {
    if (!alive()) {
      return false;
    }
    List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
    boolean ready = lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
    if (ready) {
      port = Integer.parseInt(lines.get(PORT_LINE).strip());
      if (config.port() == 0 || config.port() == port) {
        return true;
      }
    }
    stop();
    return false;
  }

  private void initialize() throws IOException {
    Path fresh = folder.resolve("data.new");
    Path password = folder.resolve("password");
    Binaries.delete(fresh);
    Files.deleteIfExists(password);
    Files.createFile(
        password,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(password, config.password());
      run(
          "initdb",
          "--pgdata=" + fresh,
          "--username=" + config.user(),
          "--pwfile=" + password,
          "--auth=scram-sha-256",
          "--encoding=UTF8",
          "--locale=C");
    } finally {
      Files.delete(password);
    }
    // A kill in the middle of initdb must not leave half a database where a whole one is expected.
    Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
  }

  private String settings() {
    return """
    listen_addresses = '127.0.0.1'
    port = %d
    unix_socket_directories = ''
    max_connections = 100
    password_encryption = 'scram-sha-256'
    fsync = on
    synchronous_commit = on
    full_page_writes = on
    shared_buffers = 128MB
    max_wal_size = 256MB
    timezone = 'UTC'
    log_timezone = 'UTC'
    """
        .formatted(port);
  }

  private boolean alive() throws IOException {
    return ServerProcess.running(data.resolve("postmaster.pid"), programs.resolve("bin/postgres"))
        .isPresent();
  }

  private boolean ready() throws IOException {
    Path file = data.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return false;
    }
    List<String> lines = Files.readString(file, StandardCharsets.UTF_8).lines().toList();
    return lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
  }

  private void stop() throws IOException {
    if (alive()) {
      run("pg_ctl", "stop", "-D", data.toString(), "-m", "fast", "-w", "-t", "30");
    }
  }

  private void run(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      // PostgreSQL refuses to run as root; in a user namespace of its own it is nobody.
      command.addAll(List.of("unshare", "--user"));
    }
    command.add(programs.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    ServerProcess.run(folder.path(), PATIENCE, command);
  }
}

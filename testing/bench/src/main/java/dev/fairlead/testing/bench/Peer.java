package dev.fairlead.testing.bench;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** A server under measurement, in processes of its own on core 0. */
final class Peer implements AutoCloseable {
  private static final int START_SECONDS = 30;
  private static final long TICKS_PER_SECOND = 100;
  private static final int PROBE_MILLIS = 50;

  private final String name;
  private final int port;
  private final Process process;

  Peer(String name, int port, ProcessBuilder builder) throws IOException, InterruptedException {
    this.name = name;
    this.port = port;
    this.process = builder.start();
    awaitPort();
  }

  String name() {
    return name;
  }

  int port() {
    return port;
  }

  /** CPU time of all its processes so far, user and system, in seconds. */
  double cpuSeconds() throws IOException {
    long ticks = 0;
    LongStream ids =
        LongStream.concat(
            LongStream.of(process.pid()), process.descendants().mapToLong(ProcessHandle::pid));
    for (long id : ids.toArray()) {
      String stat = Files.readString(Path.of("/proc/%d/stat".formatted(id)));
      // Fields after the command name, which may hold blanks (proc_pid_stat(5)).
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }
    return (double) ticks / TICKS_PER_SECOND;
  }

  byte[] get(String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://localhost:%d%s".formatted(port, path));
      HttpResponse<byte[]> response =
          client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new IOException("%s answers %d".formatted(name, response.statusCode()));
      }
      return response.body();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void awaitPort() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (true) {
      try (Socket socket = new Socket("127.0.0.1", port)) {
        return;
      } catch (IOException notYet) {
        if (System.nanoTime() > deadline || process.waitFor(PROBE_MILLIS, TimeUnit.MILLISECONDS)) {
          process.destroyForcibly();
          throw new IOException(name + " did not start", notYet);
        }
      }
    }
  }
}

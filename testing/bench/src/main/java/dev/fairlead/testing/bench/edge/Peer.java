package dev.fairlead.testing.bench.edge;

import java.io.IOException;
import java.net.Socket;
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
  private final Ports ports;
  private final Process process;

  /** Where a server listens in the clear, and with TLS unless that is {@link #NONE}. */
  record Ports(int http, int https) {
    static final int NONE = -1;
  }

  /**
   * @param output where it writes what it has to say
   */
  Peer(String name, Ports ports, ProcessBuilder builder, Path output)
      throws IOException, InterruptedException {
    this.name = name;
    this.ports = ports;
    this.process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    awaitPort(output);
  }

  String name() {
    return name;
  }

  Ports ports() {
    return ports;
  }

  long processId() {
    return process.pid();
  }

  /** CPU time of all its processes so far, user and system, in seconds. */
  double cpuSeconds() throws IOException {
    long ticks = 0;
    for (long id : ids()) {
      String stat = Files.readString(Path.of("/proc/%d/stat".formatted(id)));
      // Fields after the command name, which may hold blanks (proc_pid_stat(5)).
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }
    return (double) ticks / TICKS_PER_SECOND;
  }

  /** Resident memory of all its processes, in bytes; shared pages count in each. */
  long residentBytes() throws IOException {
    long pages = 0;
    for (long id : ids()) {
      pages +=
          Long.parseLong(Files.readString(Path.of("/proc/%d/statm".formatted(id))).split(" ")[1]);
    }
    return pages * 4096;
  }

  @Override
  public String toString() {
    return name;
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

  private long[] ids() {
    return LongStream.concat(
            LongStream.of(process.pid()), process.descendants().mapToLong(ProcessHandle::pid))
        .toArray();
  }

  private void awaitPort(Path output) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (true) {
      try (Socket socket = new Socket("127.0.0.1", ports.http)) {
        return;
      } catch (IOException notYet) {
        if (System.nanoTime() > deadline || process.waitFor(PROBE_MILLIS, TimeUnit.MILLISECONDS)) {
          process.destroyForcibly();
          throw new IOException(
              "%s did not start: %s".formatted(name, Files.readString(output)), notYet);
        }
      }
    }
  }
}

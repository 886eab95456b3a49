package dev.fairlead.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A server's data folder, held by a lock while this process uses it. The lock goes with the
 * process, however that ends, so whoever gets it may take over what a killed process has left
 * running.
 */
final class ServerFolder implements AutoCloseable {
  private static final int FIRST_PORT = 20_000;
  private static final int LAST_PORT = 32_000;
  private static final int TRIES = 100;

  private final Path path;
  private final FileChannel channel;

  private ServerFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Makes and locks a folder.
   *
   * @throws IOException if it cannot be written, or another process holds it
   */
  static ServerFolder open(Path path) throws IOException {
    Files.createDirectories(path);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    FileChannel channel =
        FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock(channel) == null) {
      channel.close();
      throw new IOException("%s is in use by another process".formatted(path));
    }
    return new ServerFolder(path, channel);
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  Path resolve(String name) {
    return path.resolve(name);
  }

  Path path() {
    return path;
  }

  /**
   * The wanted port if it is free, or any free port if 0 is wanted. The latter lies below those
   * that systems give to outgoing connections (32768 and up on Linux, 49152 elsewhere), which may
   * take it before the server does.
   *
   * @throws IOException if the port is used, or none of those tried is free
   */
  static int freePort(int wanted) throws IOException {
    if (wanted != 0) {
      requireFree(wanted);
      return wanted;
    }
    for (int i = 1; ; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
      try {
        requireFree(port);
        return port;
      } catch (IOException taken) {
        if (i == TRIES) {
          throw taken;
        }
      }
    }
  }

  private static void requireFree(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
    } catch (IOException e) {
      throw new IOException(
          "Port %d is used by another program. Stop it, or choose another port.".formatted(port),
          e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

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
import org.jspecify.annotations.Nullable;

/**
 * A server's data folder, held by a lock while this process uses it. The lock goes with the
 * process, however that ends, so whoever gets it may take over what a killed process has left
 * running.
 */
final class ServerFolder implements AutoCloseable {
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

  /** The wanted port if it is free, or any free port if 0 is wanted. */
  static int freePort(int wanted) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), wanted));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IOException(
          "Port %d is used by another program. Stop it, or choose another port.".formatted(wanted),
          e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

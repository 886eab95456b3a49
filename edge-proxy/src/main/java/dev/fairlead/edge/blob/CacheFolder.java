package dev.fairlead.edge.blob;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the files of a disk tier lie: a folder that an operator has named, or one of our own. */
final class CacheFolder {
  private static final Logger log = LoggerFactory.getLogger(CacheFolder.class);

  /** A file here has a number for a name. */
  private static final Pattern OURS = Pattern.compile("[0-9]+");

  private static final String TEMPORARY = "fairlead-edge-";

  /** Locked as long as the edge lives to which a temporary folder belongs. */
  private static final String LOCK = "lock";

  /** A folder that nobody has asked for leaves the rest of the free space to others. */
  private static final int SHARE_OF_FREE = 10;

  /** A smaller folder is not worth its files. */
  private static final long LEAST_BYTES = 16 << 20;

  private final Path path;

  /** Of a temporary folder; null for one that is named. */
  private final @Nullable FileChannel lock;

  private final BlobConfig.Disk limits;
  private final AtomicLong names = new AtomicLong();

  private CacheFolder(Path path, @Nullable FileChannel lock, BlobConfig.Disk limits) {
    this.path = path;
    this.lock = lock;
    this.limits = limits;
  }

  /**
   * Makes or empties the folder.
   *
   * @return null if none is named and this machine has no place for one
   * @throws IOException if the folder that is named cannot be made or emptied
   */
  static @Nullable CacheFolder open(BlobConfig.Disk config) throws IOException {
    Path named = config.folder();
    if (named == null) {
      return temporary(config);
    }
    Files.createDirectories(named);
    empty(named);
    return new CacheFolder(named, null, config);
  }

  /** A tier is an advantage, not a duty: an edge without a place for it starts all the same. */
  private static @Nullable CacheFolder temporary(BlobConfig.Disk config) {
    try {
      removeThoseOfTheDead();
      // The rights are the owner's only.
      Path path = Files.createTempDirectory(TEMPORARY);
      long share = Files.getFileStore(path).getUsableSpace() / SHARE_OF_FREE;
      long bytes = Math.min(config.maxBytes(), share);
      if (bytes >= Math.min(LEAST_BYTES, config.maxBytes())) {
        FileChannel lock = FileChannel.open(path.resolve(LOCK), CREATE_NEW, WRITE);
        var unused = lock.tryLock();
        return new CacheFolder(path, lock, BlobConfig.Disk.temporary(bytes));
      }
      Files.delete(path);
      log.atWarn()
          .addKeyValue("bytes", share)
          .log("No disk cache: a tenth of what is free for temporary files is too little");
    } catch (IOException e) {
      log.atWarn()
          .setMessage("No disk cache: no folder for temporary files can be made")
          .setCause(e)
          .log();
    }
    return null;
  }

  /** An edge that is killed leaves its folder, which is removed by the next one. */
  private static void removeThoseOfTheDead() throws IOException {
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, TEMPORARY + "*")) {
      for (Path folder : folders) {
        try {
          removeIfDead(folder);
        } catch (IOException | OverlappingFileLockException e) {
          log.atDebug().addKeyValue("folder", folder).setCause(e).log("Not ours to remove");
        }
      }
    }
  }

  private static void removeIfDead(Path folder) throws IOException {
    Path lock = folder.resolve(LOCK);
    try (FileChannel channel = FileChannel.open(lock, WRITE)) {
      if (channel.tryLock() != null) {
        Files.delete(lock);
        empty(folder);
        Files.delete(folder);
      }
    }
  }

  /** Most bytes, of all files and of one. */
  BlobConfig.Disk limits() {
    return limits;
  }

  /** A name that no file has had. */
  Path newPath() {
    return path.resolve(Long.toString(names.getAndIncrement()));
  }

  /** Removes a file. */
  void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      log.atWarn().setMessage("Cannot remove a file of the disk cache").setCause(e).log();
    }
  }

  /** Removes the folder if it is our own; to be called when its files have been removed. */
  void close() {
    if (lock == null) {
      return;
    }
    discard(path.resolve(LOCK));
    discard(path);
    try {
      lock.close();
    } catch (IOException e) {
      log.atWarn().setMessage("Cannot unlock the folder of the disk cache").setCause(e).log();
    }
  }

  /** Throws away what an edge before has left, and only if there is nothing else. */
  private static void empty(Path folder) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
      for (Path file : left) {
        if (!OURS.matcher(file.getFileName().toString()).matches() || !Files.isRegularFile(file)) {
          throw new IOException(
              "%s is not a file of a cache (expected: an empty folder, or one that an edge has used)"
                  .formatted(file));
        }
      }
    }
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    }
  }
}

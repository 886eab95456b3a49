package dev.fairlead.buildtask.sandbox;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All processes of one user on this machine or in this container, as {@code /proc} shows them. */
final class UserProcesses {
  private static final Logger log = LoggerFactory.getLogger(UserProcesses.class);
  private static final Path PROC = Path.of("/proc");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration BURIAL = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(5);
  private static final long KIBIBYTE = 1024;

  /**
   * As the user itself, whom the kernel lets kill nobody else; the signal reaches all at once, so
   * none can fork away from it. The check is for the day when the change of user should fail: -1
   * means everyone whom the caller may kill.
   */
  private static final String KILL_ALL = "[ \"$(id -u)\" = \"$1\" ] || exit 9; kill -9 -1; exit 0";

  private final OtherUser user;

  UserProcesses(OtherUser user) {
    this.user = user;
  }

  /**
   * Kills them all and waits until they are gone.
   *
   * @throws IOException if some still run after ten seconds
   */
  void killAll() throws IOException {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (look().running() > 0) {
      if (System.nanoTime() > giveUp) {
        throw new IOException("processes of uid %d cannot be killed".formatted(user.uid()));
      }
      killOnce();
      pause();
    }
    awaitBurial();
  }

  /** The dead count as processes until their parent has asked; without an init nobody does. */
  private void awaitBurial() throws IOException {
    long giveUp = System.nanoTime() + BURIAL.toNanos();
    while (look().dead() > 0 && System.nanoTime() < giveUp) {
      pause();
    }
  }

  /** Anonymous and shared memory that all of them together keep from others, in bytes. */
  long memoryBytes() throws IOException {
    return look().memoryBytes();
  }

  private void killOnce() {
    try {
      user.run("/bin/sh", "-c", KILL_ALL, "sh", Integer.toString(user.uid()));
    } catch (IOException e) {
      // Another thread kills too and has met this killer; who is left is seen at the next look.
      log.atDebug().setCause(e).log("a killer did not come to its end");
    }
  }

  private record Seen(int running, int dead, long memoryBytes) {}

  private Seen look() throws IOException {
    int running = 0;
    int dead = 0;
    long memory = 0;
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        ProcessStatus status = ProcessStatus.of(process);
        if (status.uid() == user.uid()) {
          running += status.dead() ? 0 : 1;
          dead += status.dead() ? 1 : 0;
          memory += status.memoryKibibytes() * KIBIBYTE;
        }
      }
    }
    return new Seen(running, dead, memory);
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while processes are killed", e);
    }
  }
}

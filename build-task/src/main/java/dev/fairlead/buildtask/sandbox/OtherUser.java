package dev.fairlead.buildtask.sandbox;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The user that commands run as. The way to become it is a copy of setpriv(1) that belongs to that
 * user and has the set-user-id and set-group-id bits: executing it gives the rights of that user
 * and no others, so that neither we nor the container need a capability to change the user.
 *
 * @param helper the copy of setpriv
 * @param uid the helper's owner
 * @param gid the helper's group
 * @param fromRoot whether this process is root and must first give its own rights away
 */
record OtherUser(Path helper, int uid, int gid, boolean fromRoot) {
  private static final int SET_BOTH_IDS = 06000;
  private static final String PREPARATION_SECONDS = "300";
  private static final int SHOWN_OUTPUT = 500;

  OtherUser {
    if (uid < 1 || gid < 1) {
      throw new IllegalArgumentException(
          "uid and gid: %d and %d (expected: an ordinary user's)".formatted(uid, gid));
    }
  }

  /** The user that a helper leads to; empty if it leads nowhere new. */
  static Optional<OtherUser> of(Path helper) throws IOException {
    if (!Files.isRegularFile(helper, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    int uid = attribute(helper, "uid");
    int own = attribute(Path.of("/proc/self"), "uid");
    int gid = attribute(helper, "gid");
    boolean changes = (attribute(helper, "mode") & SET_BOTH_IDS) == SET_BOTH_IDS;
    return changes && uid > 0 && gid > 0 && uid != own
        ? Optional.of(new OtherUser(helper, uid, gid, own == 0))
        : Optional.empty();
  }

  private static int attribute(Path file, String name) throws IOException {
    return (int) Objects.requireNonNull(Files.getAttribute(file, "unix:" + name));
  }

  /** What a command line begins with to run as this user, without any right to become another. */
  List<String> become() {
    List<String> line = new ArrayList<>();
    if (fromRoot) {
      line.addAll(
          List.of("setpriv", "--clear-groups", "--bounding-set", "-all", "--inh-caps", "-all"));
    }
    line.addAll(
        List.of(
            helper.toString(),
            "--reuid",
            Integer.toString(uid),
            "--regid",
            Integer.toString(gid),
            "--keep-groups",
            "--inh-caps",
            "-all",
            "--no-new-privs"));
    return List.copyOf(line);
  }

  /** Lets this user, by its group, read a file or folder of ours, or also write to it. */
  void share(Path path, String permissions) throws IOException {
    Files.setAttribute(path, "unix:gid", gid);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  /**
   * Runs one of the system's own programs as this user, for at most five minutes.
   *
   * @throws IOException if it fails
   */
  void run(String... program) throws IOException {
    List<String> line = new ArrayList<>(become());
    line.addAll(List.of("timeout", "--signal=KILL", PREPARATION_SECONDS));
    line.addAll(List.of(program));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    Process process = builder.redirectInput(new File("/dev/null")).start();
    try (InputStream out = process.getInputStream()) {
      byte[] shown = out.readNBytes(SHOWN_OUTPUT);
      out.transferTo(OutputStream.nullOutputStream());
      if (process.waitFor() != 0) {
        throw new IOException(
            "%s: %s".formatted(program[0], new String(shown, StandardCharsets.UTF_8).strip()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}

package dev.fairlead.buildtask.log;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the first line of a command's output that says what went wrong. */
final class TroubleFinder {
  private static final Pattern TROUBLE =
      Pattern.compile(
          "\\b(error|err!|exception|fatal|failed|failure|panic|cannot find|could not|not found"
              + "|unresolved|enoent|eresolve)\\b|✘|✖|❌",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern HARMLESS =
      Pattern.compile(
          "\\b(0 errors?|no errors?|0 failed|without errors?)\\b", Pattern.CASE_INSENSITIVE);

  private static final Pattern LOCKFILE =
      Pattern.compile(
          "can only install (packages )?(when|with)|ERR_PNPM_OUTDATED_LOCKFILE|lockfile would have"
              + " been modified|Your lockfile needs to be updated");

  private @Nullable Long first;
  private @Nullable Long last;
  private boolean lockfile;

  void see(long number, String text) {
    last = number;
    lockfile |= LOCKFILE.matcher(text).find();
    if (first == null && TROUBLE.matcher(text).find() && !HARMLESS.matcher(text).find()) {
      first = number;
    }
  }

  void reset() {
    first = null;
    last = null;
    lockfile = false;
  }

  /** Whether a package manager has said that its lockfile is out of date. */
  boolean sawLockfileTrouble() {
    return lockfile;
  }

  /** The first line that looks like trouble, else the last line of all; null without any line. */
  @Nullable Long line() {
    return first != null ? first : last;
  }
}

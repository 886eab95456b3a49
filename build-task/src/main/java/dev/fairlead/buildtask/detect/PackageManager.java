package dev.fairlead.buildtask.detect;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The program that installs a project's packages. All but npm are run through {@code npx}, which
 * fetches the exact version from the npm registry.
 *
 * @param version as the project pins it; null for the default
 * @param lockfile the file that pins the packages; null if there is none
 * @param evidence why it was chosen
 */
record PackageManager(
    Kind kind, @Nullable String version, @Nullable String lockfile, String evidence) {
  private static final Pattern PINNED =
      Pattern.compile("(npm|pnpm|yarn)@([0-9]+\\.[0-9]+\\.[0-9]+[0-9A-Za-z.-]*)(\\+.*)?");

  enum Kind {
    NPM("npm", List.of("package-lock.json", "npm-shrinkwrap.json")),
    PNPM("pnpm", List.of("pnpm-lock.yaml")),
    YARN("yarn", List.of("yarn.lock"));

    private final String command;
    private final List<String> lockfiles;

    Kind(String command, List<String> lockfiles) {
      this.command = command;
      this.lockfiles = lockfiles;
    }
  }

  /** Chooses by {@code packageManager}, else by lockfile, else npm. */
  static PackageManager of(SourceTree tree, PackageJson manifest) {
    Matcher pinned =
        PINNED.matcher(manifest.packageManager() == null ? "" : manifest.packageManager());
    if (pinned.matches()) {
      Kind kind = Kind.valueOf(pinned.group(1).toUpperCase(Locale.ROOT));
      String pin = pinned.group(1) + "@" + pinned.group(2);
      return new PackageManager(
          kind, pinned.group(2), lockfileOf(tree, kind).orElse(null), "packageManager is " + pin);
    }
    for (Kind kind : List.of(Kind.PNPM, Kind.YARN, Kind.NPM)) {
      Optional<String> lockfile = lockfileOf(tree, kind);
      if (lockfile.isPresent()) {
        return new PackageManager(kind, versionOf(tree, kind), lockfile.get(), lockfile.get());
      }
    }
    return new PackageManager(Kind.NPM, null, null, "no lockfile");
  }

  /** The lockfiles of other package managers, which are not used. */
  List<String> ignoredLockfiles(SourceTree tree) {
    return List.of(Kind.values()).stream()
        .filter(other -> other != kind)
        .flatMap(other -> lockfileOf(tree, other).stream())
        .toList();
  }

  String name() {
    return version == null ? kind.command : kind.command + " " + version;
  }

  String installCommand() {
    boolean frozen = lockfile != null;
    return switch (kind) {
      case NPM -> frozen ? "npm ci" : "npm install";
      case PNPM -> program() + " install" + (frozen ? " --frozen-lockfile" : "");
      case YARN ->
          program()
              + " install"
              + (!frozen ? "" : isBerry() ? " --immutable" : " --frozen-lockfile");
    };
  }

  String runCommand(String script) {
    return program() + " run " + script;
  }

  /** Runs a program of one of the project's packages. */
  String execCommand(String program) {
    return kind == Kind.YARN && isBerry()
        ? program() + " exec " + program
        : "npx --no-install " + program;
  }

  private boolean isBerry() {
    return version != null && !version.startsWith("0.") && !version.startsWith("1.");
  }

  private String program() {
    return switch (kind) {
      case NPM -> "npm";
      case PNPM -> "npx --yes pnpm@" + (version == null ? "9" : version);
      case YARN ->
          isBerry()
              ? "npx --yes @yarnpkg/cli-dist@" + version
              : "npx --yes yarn@" + (version == null ? "1.22.22" : version);
    };
  }

  private static Optional<String> lockfileOf(SourceTree tree, Kind kind) {
    return kind.lockfiles.stream().filter(tree::isFile).findFirst();
  }

  /** A yarn.lock of Yarn 2 or later says so in its first lines. */
  private static @Nullable String versionOf(SourceTree tree, Kind kind) {
    boolean berry =
        kind == Kind.YARN && tree.read("yarn.lock").orElse("").contains("\n__metadata:");
    return berry ? "4.9.2" : null;
  }
}

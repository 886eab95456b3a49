package dev.fairlead.api.project;

import dev.fairlead.api.BuildsConfig;
import dev.fairlead.api.problem.ProblemException;
import dev.fairlead.build.protocol.BuildSettings;
import dev.fairlead.build.protocol.RepositoryUrl;
import dev.fairlead.site.HtmlHandling;
import dev.fairlead.site.NotFoundHandling;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what users say about where a site comes from, and says what is wrong with it. */
public final class Sources {
  private static final int MAX_COMMAND = 2000;
  private static final int MAX_FOLDER = 500;
  private static final Pattern BRANCH = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._/+@#-]{0,249}");
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

  private Sources() {}

  public static RepositoryUrl repository(String text) {
    try {
      return RepositoryUrl.parse(text);
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid("repositoryUrl", String.valueOf(e.getMessage()));
    }
  }

  /** Refuses what only the operator's own builds may clone, unless everyone is the operator. */
  public static void requireAllowed(RepositoryUrl repository, BuildsConfig builds) {
    if (!repository.isPublicForm() && !builds.allowLocalRepositories()) {
      throw ProblemException.invalid(
          "repositoryUrl", "Only https:// repositories are allowed here.");
    }
  }

  /** A branch or tag name (git-check-ref-format); null for the default branch. */
  public static @Nullable String branch(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    boolean valid =
        BRANCH.matcher(text).matches()
            && !text.contains("..")
            && !text.contains("//")
            && !text.contains("@{")
            && !text.endsWith(".lock")
            && !text.endsWith("/");
    if (!valid) {
      throw ProblemException.invalid("branch", "“%s” is no branch name.".formatted(text));
    }
    return text;
  }

  public static @Nullable String commit(@Nullable String text) {
    if (text != null && !COMMIT.matcher(text).matches()) {
      throw ProblemException.invalid(
          "commit", "“%s” is no commit; send all 40 hexadecimal digits.".formatted(text));
    }
    return text;
  }

  public static BuildSettings settings(
      @Nullable String rootDirectory,
      @Nullable String installCommand,
      @Nullable String buildCommand,
      @Nullable String outputDirectory,
      @Nullable String htmlHandling,
      @Nullable String notFound) {
    return new BuildSettings(
        folder("rootDirectory", rootDirectory),
        command("installCommand", installCommand),
        command("buildCommand", buildCommand),
        folder("outputDirectory", outputDirectory),
        choice("htmlHandling", htmlHandling, HtmlHandling::ofWireName),
        choice("notFound", notFound, NotFoundHandling::ofWireName));
  }

  private static <T> @Nullable T choice(
      String field, @Nullable String text, Function<String, T> reader) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid(field, String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable String folder(String field, @Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    boolean valid =
        text.length() <= MAX_FOLDER
            && !text.startsWith("/")
            && text.indexOf('\\') < 0
            && text.chars().noneMatch(Character::isISOControl)
            && Pattern.compile("/").splitAsStream(text).noneMatch(".."::equals);
    if (!valid) {
      throw ProblemException.invalid(
          field, "“%s” must be a folder inside the repository, such as site/web.".formatted(text));
    }
    return text;
  }

  private static @Nullable String command(String field, @Nullable String text) {
    if (text != null && (text.length() > MAX_COMMAND || text.indexOf('\0') >= 0)) {
      throw ProblemException.invalid(
          field, "The command must have at most %d characters.".formatted(MAX_COMMAND));
    }
    return text;
  }
}

package dev.fairlead.buildtask.source;

import dev.fairlead.build.protocol.FailureCode;
import dev.fairlead.build.protocol.RepositoryUrl;
import dev.fairlead.buildtask.BuildFailedException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.jspecify.annotations.Nullable;

/** Tells apart the ways a clone fails, and says each in a sentence. */
final class GitProblems {
  private static final int BRANCHES_TO_NAME = 5;

  private final RepositoryUrl url;

  GitProblems(RepositoryUrl url) {
    this.url = url;
  }

  BuildFailedException empty() {
    return new BuildFailedException(
        FailureCode.REPOSITORY_EMPTY,
        "%s has no commit on its default branch; push one and deploy again.".formatted(url));
  }

  BuildFailedException refNotFound(String name, Collection<String> branches) {
    String known =
        branches.isEmpty()
            ? ""
            : " It has: %s%s."
                .formatted(
                    String.join(", ", branches.stream().limit(BRANCHES_TO_NAME).toList()),
                    branches.size() > BRANCHES_TO_NAME ? " …" : "");
    return new BuildFailedException(
        FailureCode.REF_NOT_FOUND,
        "%s has no branch or tag called %s; name one that exists.%s".formatted(url, name, known));
  }

  BuildFailedException commitNotFound(String commit, @Nullable String branch) {
    return new BuildFailedException(
        FailureCode.REF_NOT_FOUND,
        "The commit %s is not in %s of %s (any more); deploy a commit that is."
            .formatted(commit, branch == null ? "the history" : branch, url));
  }

  BuildFailedException failureOf(Exception problem) {
    Optional<PinnedConnections.DeniedHostException> denied =
        cause(problem, PinnedConnections.DeniedHostException.class);
    if (denied.isPresent()) {
      return new BuildFailedException(
          FailureCode.REPOSITORY_URL_REFUSED,
          "%s was refused: %s.".formatted(url, denied.get().getMessage()),
          problem);
    }
    String text = messages(problem);
    if (asksForPassword(text)) {
      return new BuildFailedException(
          FailureCode.REPOSITORY_ACCESS_DENIED,
          "%s is private or does not exist: its host asks for a password. Make it public, or deploy a local clone of it."
              .formatted(url),
          problem);
    }
    if (isMissing(problem, text)) {
      return new BuildFailedException(
          FailureCode.REPOSITORY_NOT_FOUND,
          "There is no git repository at %s; check the address.".formatted(url),
          problem);
    }
    if (cause(problem, IOException.class).isPresent()) {
      return new BuildFailedException(
          FailureCode.REPOSITORY_UNREACHABLE,
          "%s cannot be fetched (%s); try again, or check that the host is up."
              .formatted(url, reason(problem)),
          problem);
    }
    return new BuildFailedException(
        FailureCode.PLATFORM_ERROR,
        "%s cannot be checked out (%s).".formatted(url, reason(problem)),
        problem);
  }

  private static boolean asksForPassword(String text) {
    return text.contains("not authorized")
        || text.contains("authentication is required")
        || text.contains("not permitted")
        || text.contains("authentication not supported");
  }

  private static boolean isMissing(Exception problem, String text) {
    return cause(problem, NoRemoteRepositoryException.class).isPresent()
        || cause(problem, RepositoryNotFoundException.class).isPresent()
        || text.contains("not found")
        || text.contains("is not a git repository");
  }

  private static String reason(Exception problem) {
    if (cause(problem, UnknownHostException.class).isPresent()) {
      return "the host name does not exist";
    }
    Throwable last = problem;
    while (last.getCause() != null && last.getCause() != last) {
      last = last.getCause();
    }
    return String.valueOf(last.getMessage());
  }

  private static String messages(Exception problem) {
    StringBuilder all = new StringBuilder();
    for (Throwable t = problem; t != null; t = t.getCause()) {
      all.append(t.getMessage()).append('\n');
    }
    return all.toString().toLowerCase(Locale.ROOT);
  }

  private static <T> Optional<T> cause(Exception problem, Class<T> type) {
    for (Throwable t = problem; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return Optional.of(type.cast(t));
      }
    }
    return Optional.empty();
  }
}

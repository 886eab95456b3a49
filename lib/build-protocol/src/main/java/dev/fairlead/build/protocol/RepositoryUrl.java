package dev.fairlead.build.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/**
 * The address of a git repository, of one of three forms: {@code https://host/path}, and, where the
 * operator allows local sources, {@code http://host/path} and {@code file:///path}. Never with a
 * user name or password in it, never anything a git transport could take for an option or a
 * command.
 */
public record RepositoryUrl(@JsonValue String value) {
  private static final int MAX_LENGTH = 2048;
  private static final Set<String> SCHEMES = Set.of("https", "http", "file");

  public RepositoryUrl {
    check(value);
  }

  /**
   * Reads an address as people type it; {@code github.com/user/repository} gets its {@code
   * https://}.
   *
   * @throws IllegalArgumentException that says what is wrong and what to write instead
   */
  @JsonCreator
  public static RepositoryUrl parse(String text) {
    String trimmed = text.strip();
    boolean bareHost = trimmed.matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+/[^:]+");
    return new RepositoryUrl(bareHost ? "https://" + trimmed : trimmed);
  }

  public URI uri() {
    return URI.create(value);
  }

  public boolean isFile() {
    return "file".equals(uri().getScheme());
  }

  /** Whether anyone's build may clone it: over https. Other forms are for the operator's own. */
  public boolean isPublicForm() {
    return "https".equals(uri().getScheme());
  }

  /** The last part of the path, without {@code .git}: what a project is called by default. */
  public String repositoryName() {
    String path = uri().getPath().replaceAll("/+$", "");
    String last = path.substring(path.lastIndexOf('/') + 1);
    return last.endsWith(".git") ? last.substring(0, last.length() - ".git".length()) : last;
  }

  private static void check(String value) {
    if (value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "The repository URL has %d characters; at most %d are allowed."
              .formatted(value.length(), MAX_LENGTH));
    }
    if (value.matches("[^/:@]+@[^/:]+:.*")) {
      throw new IllegalArgumentException(
          "SSH addresses such as %s are not supported; use the repository's https:// URL."
              .formatted(value));
    }
    URI uri = uriOf(value);
    String scheme = uri.getScheme();
    if (scheme == null || !SCHEMES.contains(scheme)) {
      throw new IllegalArgumentException(
          "%s is no repository URL; use one like https://github.com/user/repository."
              .formatted(value));
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "A repository URL must not contain a user name or password; remove the part before @.");
    }
    boolean hasHost = uri.getHost() != null && !uri.getHost().startsWith("-");
    String authority = uri.getRawAuthority();
    boolean hostFits = scheme.equals("file") ? authority == null : hasHost;
    if (!hostFits) {
      throw new IllegalArgumentException("%s has no valid host name.".formatted(value));
    }
    String path = uri.getPath();
    if (path == null || path.replace("/", "").isEmpty() || path.contains("/-")) {
      throw new IllegalArgumentException("%s has no path to a repository.".formatted(value));
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "A repository URL must not contain ? or #; use the one that git clone takes.");
    }
  }

  private static URI uriOf(String value) {
    try {
      URI uri = new URI(value);
      String scheme = uri.getScheme();
      boolean lowerCase = scheme == null || scheme.equals(scheme.toLowerCase(Locale.ROOT));
      if (!lowerCase || uri.isOpaque()) {
        throw new URISyntaxException(value, "not a hierarchical URL in lower case");
      }
      return uri;
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "%s is no repository URL; use one like https://github.com/user/repository."
              .formatted(value),
          e);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}

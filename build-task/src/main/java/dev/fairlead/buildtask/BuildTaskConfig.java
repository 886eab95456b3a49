package dev.fairlead.buildtask;

import dev.fairlead.site.DeploymentId;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that a build process is told when it is started.
 *
 * @param apiUrl the api's address, without a trailing slash
 * @param deployment what to build; null for a process that waits for a build
 * @param buildToken good for one claim, or for waiting
 * @param workDirectory where the attempt's folder is made; user code is built there
 * @param cacheDirectory where package caches are kept, one folder a project; null for none
 * @param egressAllow hosts that builds may reach although their addresses are not public
 * @param sandbox how commands are shut in
 * @param path where programs such as bwrap and node are looked for
 */
public record BuildTaskConfig(
    URI apiUrl,
    @Nullable DeploymentId deployment,
    String buildToken,
    Path workDirectory,
    @Nullable Path cacheDirectory,
    Set<String> egressAllow,
    SandboxChoice sandbox,
    String path) {
  static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

  public BuildTaskConfig {
    egressAllow = Set.copyOf(egressAllow);
  }

  /**
   * Reads the environment of the process.
   *
   * @throws IllegalArgumentException that names every problem at once
   */
  public static BuildTaskConfig of(Map<String, String> environment) {
    Reader reader = new Reader(environment, new ArrayList<>());
    URI apiUrl = reader.required("FAIRLEAD_API_URL", BuildTaskConfig::httpUrl);
    DeploymentId deployment = reader.optional("FAIRLEAD_DEPLOYMENT_ID", DeploymentId::parse);
    String token = reader.required("FAIRLEAD_BUILD_TOKEN", Function.identity());
    Path work = reader.required("FAIRLEAD_WORK_DIR", BuildTaskConfig::absolutePath);
    Path cache = reader.optional("FAIRLEAD_CACHE_DIR", BuildTaskConfig::absolutePath);
    SandboxChoice sandbox = reader.sandbox();
    if (sandbox == SandboxChoice.USER && cache != null) {
      reader
          .problems()
          .add("FAIRLEAD_CACHE_DIR: not with FAIRLEAD_SANDBOX=user, whose machine is used once");
    }
    if (apiUrl == null || token == null || work == null || reader.failed()) {
      throw new IllegalArgumentException(String.join("\n", reader.problems()));
    }
    return new BuildTaskConfig(
        apiUrl,
        deployment,
        token,
        work,
        cache,
        hosts(environment.getOrDefault("FAIRLEAD_EGRESS_ALLOW", "")),
        sandbox,
        environment.getOrDefault("PATH", DEFAULT_PATH));
  }

  @Override
  public String toString() {
    return "BuildTaskConfig[deployment=%s]".formatted(deployment);
  }

  private static URI httpUrl(String text) {
    URI uri = URI.create(text.replaceAll("/+$", ""));
    if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
      throw new IllegalArgumentException("expected: an http:// or https:// address");
    }
    return uri;
  }

  private static Path absolutePath(String text) {
    Path path = Path.of(text);
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException("expected: an absolute path");
    }
    return path;
  }

  private static Boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("expected: true or false");
    };
  }

  private static Set<String> hosts(String text) {
    return Stream.of(text.split(",", -1))
        .map(host -> host.strip().toLowerCase(Locale.ROOT))
        .filter(host -> !host.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  private record Reader(Map<String, String> environment, List<String> problems) {
    boolean failed() {
      return !problems.isEmpty();
    }

    SandboxChoice sandbox() {
      SandboxChoice chosen = optional("FAIRLEAD_SANDBOX", SandboxChoice::parse);
      Boolean unsafe = optional("FAIRLEAD_UNSAFE_NO_SANDBOX", BuildTaskConfig::flag);
      if (!Boolean.TRUE.equals(unsafe)) {
        return chosen == null ? SandboxChoice.BUBBLEWRAP : chosen;
      }
      if (chosen != null) {
        problems.add("FAIRLEAD_UNSAFE_NO_SANDBOX: not together with FAIRLEAD_SANDBOX");
      }
      return SandboxChoice.NONE;
    }

    <T> @Nullable T required(String key, Function<String, T> parser) {
      if (environment.getOrDefault(key, "").isBlank()) {
        problems.add(key + ": missing");
        return null;
      }
      return optional(key, parser);
    }

    <T> @Nullable T optional(String key, Function<String, T> parser) {
      String text = environment.getOrDefault(key, "").strip();
      if (text.isEmpty()) {
        return null;
      }
      try {
        return parser.apply(text);
      } catch (IllegalArgumentException e) {
        // Of the token nothing is shown; the others hold no secret.
        problems.add("%s: %s".formatted(key, e.getMessage()));
        return null;
      }
    }
  }
}

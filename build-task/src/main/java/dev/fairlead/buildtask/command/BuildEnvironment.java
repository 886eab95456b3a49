package dev.fairlead.buildtask.command;

import dev.fairlead.build.protocol.BuildSpec;
import dev.fairlead.build.protocol.Commit;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The variables that the user's commands see. */
public final class BuildEnvironment {
  private static final Map<String, String> FIXED =
      Map.ofEntries(
          Map.entry("CI", "true"),
          Map.entry("FAIRLEAD", "1"),
          Map.entry("LANG", "C.UTF-8"),
          Map.entry("TZ", "UTC"),
          Map.entry("TERM", "xterm-256color"),
          Map.entry("FORCE_COLOR", "1"),
          Map.entry("DO_NOT_TRACK", "1"),
          Map.entry("NEXT_TELEMETRY_DISABLED", "1"),
          Map.entry("ASTRO_TELEMETRY_DISABLED", "1"),
          Map.entry("GATSBY_TELEMETRY_DISABLED", "1"),
          Map.entry("NUXT_TELEMETRY_DISABLED", "1"),
          Map.entry("STORYBOOK_DISABLE_TELEMETRY", "1"),
          Map.entry("NG_CLI_ANALYTICS", "false"),
          Map.entry("npm_config_audit", "false"),
          Map.entry("npm_config_fund", "false"),
          Map.entry("npm_config_update_notifier", "false"));

  private BuildEnvironment() {}

  /** Fairlead's own variables, and over them the project's. */
  public static Map<String, String> of(BuildSpec spec, @Nullable Commit commit) {
    Map<String, String> variables = new TreeMap<>(FIXED);
    variables.put("FAIRLEAD_URL", spec.siteUrl());
    variables.put("FAIRLEAD_DEPLOYMENT_ID", spec.deployment().value());
    variables.put("FAIRLEAD_PROJECT", spec.projectName());
    if (commit != null) {
      variables.put("FAIRLEAD_GIT_COMMIT_SHA", commit.sha());
      put(variables, "FAIRLEAD_GIT_COMMIT_REF", commit.branch());
      put(variables, "FAIRLEAD_GIT_COMMIT_MESSAGE", commit.message());
      put(variables, "FAIRLEAD_GIT_COMMIT_AUTHOR", commit.author());
    }
    variables.putAll(spec.environment());
    return variables;
  }

  private static void put(Map<String, String> variables, String name, @Nullable String value) {
    if (value != null && value.indexOf('\0') < 0) {
      variables.put(name, value);
    }
  }
}

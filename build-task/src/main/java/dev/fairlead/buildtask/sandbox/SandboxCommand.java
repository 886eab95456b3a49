package dev.fairlead.buildtask.sandbox;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A user's command.
 *
 * @param script for the shell {@code sh}
 * @param directory where it starts, a real path in the writable folder
 * @param environment all variables it gets but those the sandbox itself needs to set
 */
public record SandboxCommand(String script, Path directory, Map<String, String> environment) {
  public SandboxCommand {
    Objects.requireNonNull(script, "script");
    Objects.requireNonNull(directory, "directory");
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
  }

  /** Leaves the values out: they may be secrets. */
  @Override
  public String toString() {
    return "SandboxCommand[script=%s, directory=%s]".formatted(script, directory);
  }
}

package dev.fairlead.infra;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An environment that remembers which of its variables a program has asked for. */
final class AskedVariables extends AbstractMap<String, String> {
  private final Map<String, String> variables;
  private final Set<String> asked = new TreeSet<>();

  AskedVariables(Map<String, String> variables) {
    this.variables = variables;
  }

  /** Variables that are set, and that nobody has asked for. */
  Set<String> ignored() {
    Set<String> ignored = new TreeSet<>(variables.keySet());
    ignored.removeAll(asked);
    return ignored;
  }

  /** Variables of ours that were asked for, and that are not set. */
  Set<String> unset() {
    Set<String> unset = new TreeSet<>(asked);
    unset.removeAll(variables.keySet());
    unset.removeIf(name -> !name.startsWith("FAIRLEAD_"));
    return unset;
  }

  @Override
  public @Nullable String get(Object key) {
    asked.add(String.valueOf(key));
    return variables.get(key);
  }

  @Override
  public boolean containsKey(Object key) {
    asked.add(String.valueOf(key));
    return variables.containsKey(key);
  }

  @Override
  public String getOrDefault(Object key, String fallback) {
    asked.add(String.valueOf(key));
    return variables.getOrDefault(key, fallback);
  }

  @Override
  public Set<Map.Entry<String, String>> entrySet() {
    return variables.entrySet();
  }
}

package dev.fairlead.buildtask.collect;

import dev.fairlead.build.protocol.FailureCode;
import dev.fairlead.buildtask.BuildFailedException;
import dev.fairlead.site.Quantity;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Files whose names no address can have, told of at once: the first by name, and how many. */
final class RefusedNames {
  private static final int NAMES_TO_TELL = 10;

  private final TreeMap<String, String> first = new TreeMap<>();
  private int count;

  /** Notes a path and which rule it breaks. */
  void add(String path, String problem) {
    count++;
    first.put(path, problem);
    if (first.size() > NAMES_TO_TELL) {
      first.pollLastEntry();
    }
  }

  /**
   * Ends the build if there are any.
   *
   * @throws BuildFailedException that names them
   */
  void check() throws BuildFailedException {
    if (count == 0) {
      return;
    }
    String named =
        first.entrySet().stream().map(RefusedNames::describe).collect(Collectors.joining(", "));
    String more = count > first.size() ? " and %,d more".formatted(count - first.size()) : "";
    throw new BuildFailedException(
        FailureCode.OUTPUT_INVALID,
        "%s of the output cannot be published: %s%s. Rename %s."
            .formatted(Quantity.of(count, "file"), named, more, count == 1 ? "it" : "them"));
  }

  private static String describe(Map.Entry<String, String> refused) {
    String shown = refused.getKey().replaceAll("\\p{Cntrl}", "\ufffd");
    return "%s (%s)".formatted(shown, refused.getValue());
  }
}

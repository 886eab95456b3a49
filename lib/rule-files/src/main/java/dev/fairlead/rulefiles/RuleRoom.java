package dev.fairlead.rulefiles;

import dev.fairlead.site.rules.RuleMemory;
import dev.fairlead.site.rules.RuleSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Leaves out the rules for which an edge would have no room, and tells so. */
final class RuleRoom {
  private final ProblemList problems;
  private long left = RuleMemory.MAX_BYTES;

  RuleRoom(ProblemList problems) {
    this.problems = problems;
  }

  /**
   * The first of some rules, as many as there is room for.
   *
   * @param memory what a rule takes, in bytes
   */
  <R> List<R> keep(List<R> rules, ToLongFunction<R> memory, Function<R, RuleSource> source) {
    for (int i = 0; i < rules.size(); i++) {
      left -= memory.applyAsLong(rules.get(i));
      if (left < 0) {
        left = 0;
        tell(source.apply(rules.get(i)), rules.size() - i);
        return rules.subList(0, i);
      }
    }
    return rules;
  }

  private void tell(RuleSource first, int count) {
    String rules =
        count == 1 ? "The rule is" : "The rule and %,d after it are".formatted(count - 1);
    problems.error(
        first,
        "%s left out: the rules of a site may take %d MiB of an edge's memory, which is enough for 100,000 of usual length."
            .formatted(rules, RuleMemory.MAX_BYTES >> 20));
  }
}

package dev.fairlead.rulefiles;

import dev.fairlead.site.rules.RuleScope;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The patterns of rules, kept apart by scheme and host. */
final class ScopeTries {
  private record Key(@Nullable String scheme, @Nullable String host, boolean exact) {}

  private final Map<Key, CoveringTrie> tries = new HashMap<>();

  void add(RuleScope scope, int order) {
    Key key = new Key(scope.scheme(), scope.host(), scope.exact());
    tries.computeIfAbsent(key, made -> new CoveringTrie(made.exact())).add(scope.path(), order);
  }

  /** The smallest order of a rule that matches all that this scope matches. */
  int firstCovering(RuleScope scope) {
    int first = CoveringTrie.NONE;
    for (String scheme : nullAnd(scope.scheme())) {
      for (String host : nullAnd(scope.host())) {
        for (boolean exact : new boolean[] {false, true}) {
          CoveringTrie trie = tries.get(new Key(scheme, host, exact));
          int found =
              trie == null ? CoveringTrie.NONE : trie.firstCovering(scope.path(), scope.exact());
          if (found != CoveringTrie.NONE && (first == CoveringTrie.NONE || found < first)) {
            first = found;
          }
        }
      }
    }
    return first;
  }

  private static List<@Nullable String> nullAnd(@Nullable String value) {
    return value == null ? Arrays.asList((String) null) : Arrays.asList(null, value);
  }
}

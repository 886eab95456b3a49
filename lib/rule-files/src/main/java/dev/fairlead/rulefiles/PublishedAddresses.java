package dev.fairlead.rulefiles;

import dev.fairlead.site.HtmlHandling;
import dev.fairlead.site.SiteAddresses;
import dev.fairlead.site.SitePath;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The addresses that files of a site answer, or redirect from, as requests write them. */
final class PublishedAddresses {
  private final SiteAddresses addresses;
  private final NavigableSet<String> files = new TreeSet<>();

  PublishedAddresses(Collection<SitePath> paths, HtmlHandling handling) {
    addresses = new SiteAddresses(paths, handling);
    for (SitePath path : paths) {
      try {
        files.add(UrlText.encode(path.value().replace("%", "%25").replace(" ", "%20")));
      } catch (InvalidRuleException e) {
        // A file that no pattern can name hides no rule.
        continue;
      }
    }
  }

  boolean has(String address) {
    return answering(address) != null;
  }

  /** Where the file answers that an address means; null if it means none. */
  @Nullable String answering(String address) {
    return addresses.answering(address).orElse(null);
  }

  /** Whether any address begins so. */
  boolean hasBelow(String prefix) {
    String first = files.ceiling(prefix);
    return (first != null && first.startsWith(prefix)) || has(prefix);
  }
}

package dev.fairlead.rulefiles;

import dev.fairlead.site.SitePath;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The addresses that files of a site answer, as requests write them. Rather too many: an HTML file
 * is listed with every spelling that some handling has for it.
 */
final class PublishedAddresses {
  private final NavigableSet<String> addresses = new TreeSet<>();

  PublishedAddresses(Collection<SitePath> paths) {
    for (SitePath path : paths) {
      add(path.value());
    }
  }

  private void add(String path) {
    String encoded;
    try {
      encoded = UrlText.encode(path.replace("%", "%25").replace(" ", "%20"));
    } catch (InvalidRuleException e) {
      return;
    }
    addresses.add(encoded);
    if (encoded.endsWith("/index.html")) {
      String folder = encoded.substring(0, encoded.length() - "index.html".length());
      addresses.add(folder);
      addresses.add(folder.substring(0, folder.length() - 1));
    } else if (encoded.endsWith(".html")) {
      String clean = encoded.substring(0, encoded.length() - ".html".length());
      addresses.add(clean);
      addresses.add(clean + "/");
    }
  }

  boolean has(String address) {
    return addresses.contains(address);
  }

  /** Whether any address begins so. */
  boolean hasBelow(String prefix) {
    String first = addresses.ceiling(prefix);
    return first != null && first.startsWith(prefix);
  }
}

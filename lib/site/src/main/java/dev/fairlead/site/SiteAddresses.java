package dev.fairlead.site;

import dev.fairlead.site.RequestPath.Decoded;
import dev.fairlead.site.RequestPath.Refused;
import dev.fairlead.site.Resolution.Reason;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * At which addresses the files of a site answer, for whoever knows no more than their paths.
 * Addresses are as requests write them, files are decoded.
 */
public final class SiteAddresses {
  private final List<String> paths;
  private final HtmlAddresses addresses;

  public SiteAddresses(Collection<SitePath> files, HtmlHandling handling) {
    paths = files.stream().map(SitePath::value).toList();
    Map<String, Integer> ordinals = HashMap.newHashMap(paths.size());
    for (int i = 0; i < paths.size(); i++) {
      ordinals.put(paths.get(i), i);
    }
    addresses = new HtmlAddresses(path -> ordinals.getOrDefault(path, SiteIndex.NONE), handling);
  }

  /**
   * Why every request for an address is answered with 400, whatever the site; empty if it is not.
   */
  public static Optional<Reason> refusal(String address) {
    return switch (RequestPath.decode(address)) {
      case Decoded decoded -> Optional.empty();
      case Refused(Reason reason) -> Optional.of(reason);
    };
  }

  /**
   * Where the file answers with 200 that an address means, in whatever spelling of it; empty if it
   * means none.
   */
  public Optional<String> answering(String address) {
    if (!(RequestPath.decode(address) instanceof Decoded(String path, boolean canonical))) {
      return Optional.empty();
    }
    int file = addresses.meantBy(path);
    return file < 0
        ? Optional.empty()
        : Optional.of(RequestPath.encode(addresses.addressOf(paths.get(file), path)));
  }
}

package dev.fairlead.network;

import java.net.Inet4Address;
import java.util.List;
import java.util.Locale;

/** Which host names may lead to the public internet, as far as the name alone says. */
public final class PublicNames {
  /** RFC 6761, RFC 6762, RFC 8375, RFC 7686, and what ICANN keeps for private use. */
  private static final List<String> NEVER_PUBLIC =
      List.of(".localhost", ".local", ".internal", ".home.arpa", ".invalid", ".test", ".onion");

  private PublicNames() {}

  /**
   * Whether a name may be that of a public server; nothing is resolved. False for addresses that
   * are not public, in any notation a resolver takes for one, and for names that are only known to
   * one machine or network.
   *
   * @param host a DNS name or an IPv4 address
   */
  public static boolean mayBePublic(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    String last = name.substring(name.lastIndexOf('.') + 1);
    if (!last.isEmpty() && last.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return isPublicLiteral(name);
    }
    return name.indexOf('.') > 0 && NEVER_PUBLIC.stream().noneMatch(name::endsWith);
  }

  private static boolean isPublicLiteral(String text) {
    try {
      return PublicAddresses.isPublic(Inet4Address.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}

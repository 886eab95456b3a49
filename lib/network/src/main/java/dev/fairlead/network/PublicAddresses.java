package dev.fairlead.network;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses belong to the public internet: those the IANA special-purpose registries (RFC
 * 6890 and its updates) do not set apart. Of IPv6 only 2000::/3 is given out at all, so translated,
 * mapped, local and multicast addresses fall out by themselves; IPv4-mapped ones are judged as
 * IPv4.
 */
final class PublicAddresses {
  private static final List<AddressRange> SPECIAL_IPV4 =
      ranges(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4");
  private static final AddressRange GLOBAL_IPV6 = AddressRange.parse("2000::/3");
  private static final List<AddressRange> SPECIAL_IPV6 =
      ranges("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  private PublicAddresses() {}

  static boolean isPublic(InetAddress address) {
    if (address instanceof Inet4Address) {
      return SPECIAL_IPV4.stream().noneMatch(range -> range.contains(address));
    }
    return GLOBAL_IPV6.contains(address)
        && SPECIAL_IPV6.stream().noneMatch(range -> range.contains(address));
  }

  private static List<AddressRange> ranges(String... cidrs) {
    return Stream.of(cidrs).map(AddressRange::parse).toList();
  }
}

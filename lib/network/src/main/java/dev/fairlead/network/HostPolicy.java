package dev.fairlead.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which hosts may be reached for a stranger, such as a build or a site: any whose every address is
 * public, and those the operator has named although their addresses are not.
 *
 * @param allowedHosts host names in lower case
 */
public record HostPolicy(Set<String> allowedHosts) {
  public HostPolicy {
    allowedHosts = Set.copyOf(allowedHosts);
  }

  /** This policy, and one more host whatever its addresses are; null adds none. */
  public HostPolicy alsoAllowing(@Nullable String host) {
    if (host == null) {
      return this;
    }
    Set<String> more = new HashSet<>(allowedHosts);
    more.add(host.toLowerCase(Locale.ROOT));
    return new HostPolicy(more);
  }

  /** What a host name leads to. */
  public sealed interface Resolution {
    /** Addresses that may be connected to; never empty. */
    record Allowed(List<InetAddress> addresses) implements Resolution {}

    /** At least one address is not public. */
    record Denied(InetAddress address) implements Resolution {}

    /** The name has no address. */
    record Unknown() implements Resolution {}
  }

  /** Knows the addresses of names, as DNS does. */
  @FunctionalInterface
  public interface Names {
    /**
     * All addresses of a name or an address literal, at least one.
     *
     * @throws UnknownHostException if there is none
     */
    InetAddress[] lookUp(String host) throws UnknownHostException;
  }

  /** Resolves a host name or address literal once; whoever connects must use the answer. */
  public Resolution resolve(String host) {
    return resolve(host, InetAddress::getAllByName);
  }

  /** As {@link #resolve(String)}, by names that somebody else knows. */
  public Resolution resolve(String host, Names names) {
    List<InetAddress> addresses;
    try {
      addresses = Arrays.asList(names.lookUp(host));
    } catch (UnknownHostException e) {
      return new Resolution.Unknown();
    }
    if (!allowedHosts.contains(host.toLowerCase(Locale.ROOT))) {
      for (InetAddress address : addresses) {
        if (!PublicAddresses.isPublic(address)) {
          return new Resolution.Denied(address);
        }
      }
    }
    return new Resolution.Allowed(addresses);
  }
}

package dev.fairlead.network;

import java.net.InetAddress;

/** A block of IP addresses in CIDR notation, such as {@code 10.0.0.0/8}. */
record AddressRange(byte[] network, int bits) {

  static AddressRange parse(String cidr) {
    int slash = cidr.indexOf('/');
    try {
      InetAddress network = InetAddress.ofLiteral(cidr.substring(0, slash));
      return new AddressRange(network.getAddress(), Integer.parseInt(cidr.substring(slash + 1)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("address range: " + cidr, e);
    }
  }

  boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != network.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((bytes[bit / 8] & mask) != (network[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}

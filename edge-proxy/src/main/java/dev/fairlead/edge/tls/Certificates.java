package dev.fairlead.edge.tls;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which certificate a client is shown: of its name, else of the wildcard above, else the default.
 */
final class Certificates {
  private final Map<String, ServedCertificate> byName = new HashMap<>();
  private final ServedCertificate fallback;

  /**
   * @param all at least one; of several for one name the one issued last is shown
   * @param fallback for names that none of them has, and for clients that name none
   */
  Certificates(List<ServedCertificate> all, ServedCertificate fallback) {
    this.fallback = fallback;
    for (ServedCertificate certificate : all) {
      for (String name : certificate.names()) {
        byName.merge(name, certificate, Certificates::newer);
      }
    }
  }

  /**
   * @param serverName as the client sent it (RFC 6066 §3); null if it sent none
   */
  ServedCertificate find(@Nullable String serverName) {
    if (serverName == null) {
      return fallback;
    }
    String name = serverName.toLowerCase(Locale.ROOT);
    ServedCertificate exact = byName.get(name);
    if (exact != null) {
      return exact;
    }
    int dot = name.indexOf('.');
    return dot <= 0 ? fallback : byName.getOrDefault("*" + name.substring(dot), fallback);
  }

  private static ServedCertificate newer(ServedCertificate one, ServedCertificate other) {
    return other.leaf().getNotBefore().after(one.leaf().getNotBefore()) ? other : one;
  }
}

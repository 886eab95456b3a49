package dev.fairlead.infra.doctor;

import java.util.Hashtable;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;

/** Who answers for a domain, as the rest of the world sees it. */
interface NameServers {
  /**
   * Asks the DNS.
   *
   * @return in lower case, without a dot at the end; empty if nobody answers for it
   */
  Set<String> of(String domain);

  /** Over this machine's resolver; gives up after six seconds. */
  static NameServers ofResolver() {
    return NameServers::ask;
  }

  /** As it is compared. */
  static String name(String server) {
    String lower = server.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  // The warning is for directories that answer with serialised objects: the DNS has text only.
  @SuppressWarnings("BanJNDI")
  private static Set<String> ask(String domain) {
    Hashtable<String, String> environment = new Hashtable<>();
    environment.put("java.naming.factory.initial", "com.sun.jndi.dns.DnsContextFactory");
    environment.put("com.sun.jndi.dns.timeout.initial", "2000");
    environment.put("com.sun.jndi.dns.timeout.retries", "2");
    Set<String> servers = new TreeSet<>();
    try {
      InitialDirContext dns = new InitialDirContext(environment);
      try {
        Attribute records = dns.getAttributes(domain, new String[] {"NS"}).get("NS");
        NamingEnumeration<?> values = records == null ? null : records.getAll();
        while (values != null && values.hasMore()) {
          servers.add(name(String.valueOf(values.next())));
        }
      } finally {
        dns.close();
      }
    } catch (NamingException e) {
      return Set.of();
    }
    return servers;
  }
}

package dev.fairlead.buildtask.egress;

import dev.fairlead.buildtask.log.LogWriter;
import java.util.Set;
import java.util.TreeSet;

/** Notes the hosts a build contacts, and says in the log which it was refused, once each. */
public final class ContactedHosts implements EgressLog {
  private static final int MAX_HOSTS = 200;

  private final LogWriter log;
  private final Set<String> contacted = new TreeSet<>();
  private final Set<String> denied = new TreeSet<>();

  public ContactedHosts(LogWriter log) {
    this.log = log;
  }

  @Override
  public synchronized void contacted(String host) {
    if (contacted.size() < MAX_HOSTS) {
      contacted.add(host);
    }
  }

  @Override
  public void denied(String host, String reason) {
    boolean first;
    synchronized (this) {
      first = denied.size() < MAX_HOSTS && denied.add(host);
    }
    if (first) {
      log.warn("Network access to %s was denied: %s.".formatted(host, reason));
    }
  }

  /** Says which hosts were contacted. */
  public synchronized void summarise() {
    if (!contacted.isEmpty()) {
      log.say("The commands contacted " + String.join(", ", contacted));
    }
  }
}

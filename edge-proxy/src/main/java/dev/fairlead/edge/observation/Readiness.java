package dev.fairlead.edge.observation;

import dev.fairlead.site.Hostname;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether sites can be served: from the store, or from what is kept of it. Asked while neither is
 * known to be so, it has the store read once, and knows more the next time.
 */
public final class Readiness {
  private static final Logger log = LoggerFactory.getLogger(Readiness.class);

  /** A name that nobody can have (RFC 6761 §6.4). */
  private static final Hostname NOBODY = Hostname.parse("ready.invalid");

  private final CountedStorage storage;
  private final BooleanSupplier keepsRoutes;
  private final Executor blocking;
  private final AtomicBoolean trying = new AtomicBoolean();
  private volatile boolean ending;

  /**
   * @param keepsRoutes whether any route is kept in memory
   * @param blocking runs reads of the store
   */
  public Readiness(CountedStorage storage, BooleanSupplier keepsRoutes, Executor blocking) {
    this.storage = storage;
    this.keepsRoutes = keepsRoutes;
    this.blocking = blocking;
  }

  /** From now on nobody should be sent here. */
  public void end() {
    ending = true;
  }

  boolean isReady() {
    if (ending) {
      return false;
    }
    if (storage.routeReads.answers() || keepsRoutes.getAsBoolean()) {
      return true;
    }
    if (trying.compareAndSet(false, true)) {
      blocking.execute(this::tryStore);
    }
    return false;
  }

  private void tryStore() {
    try {
      var unused = storage.routes().find(NOBODY);
    } catch (IOException e) {
      log.atInfo().addKeyValue("reason", e.getMessage()).log("The store does not answer");
    } finally {
      trying.set(false);
    }
  }
}

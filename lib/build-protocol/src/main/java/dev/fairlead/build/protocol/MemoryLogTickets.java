package dev.fairlead.build.protocol;

import dev.fairlead.site.DeploymentId;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Tickets in the heap of this process, for a log server in the same one. */
public final class MemoryLogTickets implements LogTickets {
  private static final int MAX_TICKETS = 10_000;

  private record Ticket(DeploymentId deployment, Instant end) {}

  private final Map<String, Ticket> tickets = new HashMap<>();
  private final InstantSource clock;
  private final RandomGenerator random;

  /**
   * Makes an empty store.
   *
   * @param random must be cryptographically strong
   */
  public MemoryLogTickets(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public synchronized String issue(DeploymentId deployment) throws IOException {
    Instant now = clock.instant();
    tickets.values().removeIf(ticket -> !now.isBefore(ticket.end));
    if (tickets.size() == MAX_TICKETS) {
      throw new IOException("too many tickets are waiting to be used");
    }
    String ticket = LogTickets.random(random);
    tickets.put(ticket, new Ticket(deployment, now.plus(VALIDITY)));
    return ticket;
  }

  @Override
  public synchronized Optional<DeploymentId> redeem(String ticket) {
    return Optional.ofNullable(tickets.remove(ticket))
        .filter(found -> clock.instant().isBefore(found.end))
        .map(Ticket::deployment);
  }
}

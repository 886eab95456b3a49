package dev.fairlead.build.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.site.DeploymentId;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class MemoryLogTicketsTest extends LogTicketsContract {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final MemoryLogTickets tickets = new MemoryLogTickets(now::get, new SecureRandom());

  @Override
  protected LogTickets tickets() {
    return tickets;
  }

  @Test
  void aTicketExpires() throws Exception {
    DeploymentId deployment = DeploymentId.random(new Random());
    String early = tickets.issue(deployment);
    String late = tickets.issue(deployment);

    now.set(Instant.EPOCH.plus(LogTickets.VALIDITY).minusMillis(1));
    assertThat(tickets.redeem(early)).contains(deployment);
    now.set(Instant.EPOCH.plus(LogTickets.VALIDITY));
    assertThat(tickets.redeem(late)).isEmpty();
  }
}

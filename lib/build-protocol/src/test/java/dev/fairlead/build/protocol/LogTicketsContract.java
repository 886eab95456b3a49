package dev.fairlead.build.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.site.DeploymentId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link LogTickets} does; run against each implementation. */
public abstract class LogTicketsContract {
  private final DeploymentId deployment = DeploymentId.random(new Random());

  protected abstract LogTickets tickets();

  @Test
  void aTicketIsRedeemedOnce() throws Exception {
    String ticket = tickets().issue(deployment);

    assertThat(tickets().redeem(ticket)).contains(deployment);
    assertThat(tickets().redeem(ticket)).isEmpty();
  }

  @Test
  void ofManyWhoRedeemATicketAtOnceOneGetsIt() throws Exception {
    String ticket = tickets().issue(deployment);
    List<Callable<Optional<DeploymentId>>> attempts =
        Stream.generate(() -> (Callable<Optional<DeploymentId>>) () -> tickets().redeem(ticket))
            .limit(16)
            .toList();
    try (ExecutorService executor = Executors.newFixedThreadPool(16)) {
      assertThat(executor.invokeAll(attempts).stream().map(Future::resultNow))
          .filteredOn(Optional::isPresent)
          .hasSize(1);
    }
  }

  @Test
  void everyTicketIsANewOne() throws Exception {
    String first = tickets().issue(deployment);
    String second = tickets().issue(deployment);

    assertThat(first).matches("[A-Za-z0-9_-]{43}").isNotEqualTo(second);
    assertThat(tickets().redeem(second)).contains(deployment);
    assertThat(tickets().redeem(first)).contains(deployment);
  }

  @Test
  void whatIsNoTicketIsNotRedeemed() throws Exception {
    for (String text : List.of("", "x", "a".repeat(43), "a".repeat(100_000), "\u0000*")) {
      assertThat(tickets().redeem(text)).isEmpty();
    }
  }
}

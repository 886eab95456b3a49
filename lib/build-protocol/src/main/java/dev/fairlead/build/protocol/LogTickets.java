package dev.fairlead.build.protocol;

import dev.fairlead.site.DeploymentId;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Leave to watch one log: made by the api for whoever may see the deployment, redeemed once, within
 * 30 seconds, by the log server, which thus needs to know nothing of accounts.
 */
public interface LogTickets {
  /** How long a ticket can be redeemed. */
  Duration VALIDITY = Duration.ofSeconds(30);

  /** A new ticket: 256 random bits in URL-safe base 64. */
  static String random(RandomGenerator random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * Makes a ticket.
   *
   * @throws IOException if tickets cannot be stored now
   */
  String issue(DeploymentId deployment) throws IOException;

  /**
   * Uses a ticket up.
   *
   * @return the deployment it was made for; empty if it is unknown, used or expired
   * @throws IOException if tickets cannot be read now
   */
  Optional<DeploymentId> redeem(String ticket) throws IOException;
}

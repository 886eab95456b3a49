package dev.fairlead.build.log.redis;

import dev.fairlead.build.protocol.LogTickets;
import dev.fairlead.redis.Redis;
import dev.fairlead.site.ContentHash;
import dev.fairlead.site.DeploymentId;
import io.lettuce.core.SetArgs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Tickets in Redis, under their SHA-256: who can read Redis cannot use them. Redeeming is one
 * atomic {@code GETDEL}.
 */
public final class RedisLogTickets implements LogTickets {
  private static final int LENGTH = 43;

  private final Redis redis;
  private final RandomGenerator random;

  /**
   * Tickets in the Redis of a log.
   *
   * @param random must be cryptographically strong
   */
  public RedisLogTickets(Redis redis, RandomGenerator random) {
    this.redis = redis;
    this.random = random;
  }

  @Override
  public String issue(DeploymentId deployment) throws IOException {
    String ticket = LogTickets.random(random);
    byte[] value = deployment.value().getBytes(StandardCharsets.US_ASCII);
    redis.call(commands -> commands.set(key(ticket), value, SetArgs.Builder.ex(VALIDITY)));
    return ticket;
  }

  @Override
  public Optional<DeploymentId> redeem(String ticket) throws IOException {
    if (ticket.length() != LENGTH) {
      return Optional.empty();
    }
    byte[] value = redis.call(commands -> commands.getdel(key(ticket)));
    return Optional.ofNullable(value)
        .map(id -> DeploymentId.parse(new String(id, StandardCharsets.US_ASCII)));
  }

  static String key(String ticket) {
    return "fairlead:ticket:" + ContentHash.of(ticket.getBytes(StandardCharsets.UTF_8));
  }
}

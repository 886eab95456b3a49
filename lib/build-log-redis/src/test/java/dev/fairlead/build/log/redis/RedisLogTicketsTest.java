package dev.fairlead.build.log.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.build.protocol.LogTickets;
import dev.fairlead.build.protocol.LogTicketsContract;
import dev.fairlead.site.DeploymentId;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class RedisLogTicketsTest extends LogTicketsContract {
  @RegisterExtension static final LocalRedis LOCAL = new LocalRedis();

  @Override
  protected LogTickets tickets() {
    return new RedisLogTickets(LOCAL.redis(), new SecureRandom());
  }

  @Test
  void aTicketExpiresAndIsNotStoredAsItIs() throws Exception {
    String ticket = tickets().issue(DeploymentId.random(new Random()));

    long life = LOCAL.redis().call(commands -> commands.pttl(RedisLogTickets.key(ticket)));
    List<String> keys = LOCAL.redis().call(commands -> commands.keys("fairlead:ticket:*"));
    assertThat(life).isBetween(20_000L, 30_000L);
    assertThat(keys).isNotEmpty().noneMatch(key -> key.contains(ticket));
  }
}

package dev.fairlead.build.log.redis;

import dev.fairlead.build.protocol.BuildLog;
import dev.fairlead.build.protocol.LogEnd;
import dev.fairlead.build.protocol.LogMessage;
import dev.fairlead.redis.Redis;
import dev.fairlead.site.DeploymentId;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.StreamMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Logs in Redis: a stream per deployment for those who come late, a channel of the same name for
 * those who are there. One round trip appends, wakes and sets the expiry.
 */
public final class RedisBuildLog implements BuildLog {
  private static final int MAX_MESSAGES = 200_000;
  private static final Duration RUNNING = Duration.ofHours(24);
  private static final Duration ENDED = Duration.ofHours(1);
  private static final String FIELD = "m";
  private static final String APPEND =
      """
      redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[2], '*', 'm', ARGV[1])
      redis.call('EXPIRE', KEYS[1], ARGV[3])
      return redis.call('PUBLISH', KEYS[1], ARGV[1])
      """;

  private final Redis redis;
  private final Channels channels;

  public RedisBuildLog(Redis redis) {
    this.redis = redis;
    this.channels = new Channels(redis);
  }

  @Override
  public void append(DeploymentId deployment, LogMessage message) throws IOException {
    byte[] json = message.toJson();
    Duration expiry = message instanceof LogEnd ? ENDED : RUNNING;
    String[] keys = {key(deployment)};
    redis.call(
        commands ->
            commands.<Long>eval(
                APPEND,
                ScriptOutputType.INTEGER,
                keys,
                json,
                number(MAX_MESSAGES),
                number(expiry.toSeconds())));
  }

  @Override
  public List<Entry> read(DeploymentId deployment, Position after, int limit) throws IOException {
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("limit: %d (expected: 1–1000)".formatted(limit));
    }
    Range<String> range =
        Range.from(Range.Boundary.excluding(after.value()), Range.Boundary.unbounded());
    List<StreamMessage<String, byte[]>> found =
        redis.call(commands -> commands.xrange(key(deployment), range, Limit.from(limit)));
    List<Entry> entries = new ArrayList<>(found.size());
    for (StreamMessage<String, byte[]> message : found) {
      byte[] json = message.getBody().getOrDefault(FIELD, new byte[0]);
      entries.add(new Entry(new Position(message.getId()), LogMessage.parse(json)));
    }
    return entries;
  }

  @Override
  public Subscription follow(DeploymentId deployment, Consumer<LogMessage> listener)
      throws IOException {
    return channels.follow(key(deployment), listener);
  }

  private static String key(DeploymentId deployment) {
    return "fairlead:log:" + deployment;
  }

  private static byte[] number(long value) {
    return Long.toString(value).getBytes(StandardCharsets.US_ASCII);
  }
}

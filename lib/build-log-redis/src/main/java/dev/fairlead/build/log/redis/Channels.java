package dev.fairlead.build.log.redis;

import dev.fairlead.build.protocol.BuildLog.Subscription;
import dev.fairlead.build.protocol.LogMessage;
import dev.fairlead.redis.Redis;
import dev.fairlead.site.InvalidDocumentException;
import io.lettuce.core.RedisException;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who follows which channel, over one connection: the first follower of a channel subscribes, the
 * last one unsubscribes, and a message is parsed once for all.
 */
final class Channels {
  private static final Logger log = LoggerFactory.getLogger(Channels.class);

  private final Redis redis;
  private final Map<String, List<Consumer<LogMessage>>> followers = new ConcurrentHashMap<>();
  private boolean listening;

  Channels(Redis redis) {
    this.redis = redis;
  }

  synchronized Subscription follow(String channel, Consumer<LogMessage> listener)
      throws IOException {
    StatefulRedisPubSubConnection<String, byte[]> connection = redis.subscriptions();
    if (!listening) {
      connection.addListener(new Dispatcher());
      listening = true;
    }
    // Its own object, so that the same listener can follow twice and leave once.
    Consumer<LogMessage> follower = listener::accept;
    List<Consumer<LogMessage>> others = followers.get(channel);
    if (others != null) {
      others.add(follower);
      return () -> leave(channel, follower);
    }
    followers.put(channel, new CopyOnWriteArrayList<>(List.of(follower)));
    try {
      Redis.await(connection.async().subscribe(channel));
    } catch (IOException e) {
      followers.remove(channel);
      throw e;
    } catch (RedisException e) {
      followers.remove(channel);
      throw new IOException("Redis: " + e, e);
    }
    return () -> leave(channel, follower);
  }

  private synchronized void leave(String channel, Consumer<LogMessage> follower) {
    List<Consumer<LogMessage>> all = followers.get(channel);
    if (all == null || !all.remove(follower) || !all.isEmpty()) {
      return;
    }
    followers.remove(channel);
    try {
      Redis.await(redis.subscriptions().async().unsubscribe(channel));
    } catch (IOException | RedisException e) {
      // What still arrives finds no follower.
      log.atDebug().setCause(e).addKeyValue("channel", channel).log("could not unsubscribe");
    }
  }

  private final class Dispatcher extends RedisPubSubAdapter<String, byte[]> {
    @Override
    public void message(String channel, byte[] json) {
      List<Consumer<LogMessage>> listeners = followers.get(channel);
      if (listeners == null) {
        return;
      }
      try {
        LogMessage message = LogMessage.parse(json);
        listeners.forEach(listener -> listener.accept(message));
      } catch (InvalidDocumentException e) {
        log.atWarn().setCause(e).addKeyValue("channel", channel).log("not a log message");
      }
    }
  }
}

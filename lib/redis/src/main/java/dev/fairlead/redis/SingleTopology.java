package dev.fairlead.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;

/** One server that has all keys. */
final class SingleTopology implements Redis.Topology {
  private final RedisClient client;

  SingleTopology(ClientResources resources, RedisURI uri, ClientOptions options) {
    client = RedisClient.create(resources, uri);
    client.setOptions(options);
  }

  @Override
  public RedisClient client() {
    return client;
  }

  @Override
  public RedisClusterAsyncCommands<String, byte[]> commands() {
    return client.connect(Redis.CODEC).async();
  }

  @Override
  public StatefulRedisPubSubConnection<String, byte[]> subscriptions() {
    return client.connectPubSub(Redis.CODEC);
  }
}

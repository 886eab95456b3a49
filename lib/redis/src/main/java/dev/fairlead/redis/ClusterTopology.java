package dev.fairlead.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;

/**
 * Nodes that share the keys. Who has which is asked anew when a node points elsewhere or cannot be
 * reached, and from time to time.
 */
final class ClusterTopology implements Redis.Topology {
  private static final Duration REFRESH = Duration.ofSeconds(30);
  private static final Duration BETWEEN_REFRESHES = Duration.ofSeconds(1);
  private static final int MAX_REDIRECTS = 5;

  private final RedisClusterClient client;

  ClusterTopology(ClientResources resources, RedisURI uri, ClientOptions options) {
    client = RedisClusterClient.create(resources, uri);
    client.setOptions(
        ClusterClientOptions.builder(options)
            // Connections to nodes are opened by the first command for them, which would be
            // rejected.
            .disconnectedBehavior(DisconnectedBehavior.ACCEPT_COMMANDS)
            .maxRedirects(MAX_REDIRECTS)
            // A managed cluster may name its nodes otherwise than it announces them.
            .validateClusterNodeMembership(false)
            .topologyRefreshOptions(
                ClusterTopologyRefreshOptions.builder()
                    .enablePeriodicRefresh(REFRESH)
                    .enableAllAdaptiveRefreshTriggers()
                    .adaptiveRefreshTriggersTimeout(BETWEEN_REFRESHES)
                    .build())
            .build());
  }

  @Override
  public RedisClusterClient client() {
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

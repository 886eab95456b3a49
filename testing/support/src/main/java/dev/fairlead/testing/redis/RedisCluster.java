package dev.fairlead.testing.redis;

import dev.fairlead.testing.TestCertificate;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.models.partitions.ClusterPartitionParser;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Three Redis 7 nodes that share the keys and a fourth that stands by for the first, all of them
 * reachable over TLS only. A node that does not answer for a second is replaced by its stand-by.
 */
public final class RedisCluster implements AutoCloseable {
  private static final int MASTERS = 3;
  private static final int SLOTS = 16_384;
  private static final Duration FORMED = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(50);

  private final Path folder;
  private final TestCertificate certificate;
  private final List<RedisNode> nodes = new ArrayList<>();

  private RedisCluster(Path folder, TestCertificate certificate) {
    this.folder = folder;
    this.certificate = certificate;
  }

  /** Starts the nodes and returns when every one of them knows all and can be written to. */
  public static RedisCluster start() throws IOException {
    Path folder = Files.createTempDirectory("fairlead-redis-cluster-");
    RedisCluster cluster = new RedisCluster(folder, TestCertificate.create(folder));
    try {
      for (int i = 0; i <= MASTERS; i++) {
        cluster.nodes.add(RedisNode.start(folder.resolve("node-" + i), cluster.certificate));
      }
      cluster.form();
      return cluster;
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** Of the second node, which is never replaced. */
  public URI uri() {
    return nodes.get(1).uri();
  }

  /** What a client is told to trust. */
  public Path certificate() {
    return certificate.certificate();
  }

  /** Kills the node that has a stand-by, without warning. */
  public void killFirst() throws IOException {
    nodes.getFirst().kill();
  }

  /** Commands on the second node. */
  public RedisCommands<String, String> commands() {
    return nodes.get(1).commands();
  }

  /** Does something on each living node; users, for one, are each node's own. */
  public void onEachNode(Consumer<RedisCommands<String, String>> task) {
    nodes.stream().filter(RedisNode::isAlive).map(RedisNode::commands).forEach(task);
  }

  /** How many clients listen to a channel, on all living nodes together. */
  public long subscribers(String channel) {
    return nodes.stream()
        .filter(RedisNode::isAlive)
        .mapToLong(node -> node.commands().pubsubNumsub(channel).getOrDefault(channel, 0L))
        .sum();
  }

  private void form() throws IOException {
    int share = SLOTS / MASTERS;
    for (int i = 0; i < MASTERS; i++) {
      int last = i == MASTERS - 1 ? SLOTS - 1 : (i + 1) * share - 1;
      nodes.get(i).addSlots(i * share, last);
      nodes.get(MASTERS).commands().clusterMeet("127.0.0.1", nodes.get(i).port());
    }
    RedisNode standBy = nodes.get(MASTERS);
    await(() -> nodes.stream().allMatch(node -> known(node).size() == MASTERS + 1));
    standBy.commands().clusterReplicate(nodes.getFirst().commands().clusterMyId());
    await(
        () ->
            nodes.stream()
                .allMatch(
                    node ->
                        node.commands().clusterInfo().contains("cluster_state:ok")
                            && known(node).stream().anyMatch(other -> other.getSlaveOf() != null)));
    await(() -> standBy.commands().info("replication").contains("master_link_status:up"));
  }

  private static List<RedisClusterNode> known(RedisNode node) {
    return ClusterPartitionParser.parse(node.commands().clusterNodes()).getPartitions();
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition) throws IOException {
    long end = System.nanoTime() + FORMED.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new IOException("the Redis cluster has not formed within " + FORMED);
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  @Override
  public void close() throws IOException {
    for (RedisNode node : nodes) {
      node.close();
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}

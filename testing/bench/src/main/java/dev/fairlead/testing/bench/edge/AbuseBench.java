package dev.fairlead.testing.bench.edge;

import dev.fairlead.testing.bench.BenchFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Thousands of slow clients and attacks over HTTP/2 on an edge in a process of its own: its memory
 * and how a client that behaves is served meanwhile.
 */
public final class AbuseBench {
  private static final int WARM_UP_SECONDS = 8;
  private static final int QUIET_SECONDS = 8;
  private static final int SLOW_SECONDS = 40;
  private static final int ATTACK_SECONDS = 4;
  private static final int ATTACKERS = 8;
  private static final long MOVE_MILLIS = 500;

  /** What came of the connections of one attack. */
  private static final class Tally {
    private final Map<String, Integer> endings = new TreeMap<>();
    private int connections;
    private long frames;

    synchronized void add(AttackConnection connection, String ending) {
      connections++;
      frames += connection.frames();
      endings.merge(ending.isEmpty() ? "still open" : ending, 1, Integer::sum);
    }
  }

  private final Peer edge;
  private final SteadyClient steady;
  private final Memory memory;

  private AbuseBench(Peer edge, SteadyClient steady, Memory memory) {
    this.edge = edge;
    this.steady = steady;
    this.memory = memory;
  }

  /**
   * Runs all and prints what happened.
   *
   * @throws IOException if the edge does not start, or ends
   */
  public static void run() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("fairlead-bench-");
    try (BenchBucket bucket = new BenchBucket(folder.resolve("s3"))) {
      BenchSite site = new BenchSite(bucket, folder.resolve("www"));
      try (Peer edge = new Peers(folder, site, bucket.endpoint()).edge();
          SteadyClient steady = new SteadyClient(edge.ports().http());
          Memory memory = new Memory(edge)) {
        AbuseBench bench = new AbuseBench(edge, steady, memory);
        bench.quiet();
        bench.slowClients();
        for (Attack attack : Attack.values()) {
          bench.attack(attack);
        }
        bench.quiet();
      }
    } finally {
      BenchFolder.delete(folder);
    }
  }

  private void quiet() throws IOException, InterruptedException {
    TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
    start();
    TimeUnit.SECONDS.sleep(QUIET_SECONDS);
    report("Nobody else", "");
  }

  private void slowClients() throws IOException, InterruptedException {
    start();
    long before = Memory.now(edge);
    try (SlowClients clients = new SlowClients(edge.ports().http())) {
      report("%,d slow clients come".formatted(clients.count()), "");
      start();
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SLOW_SECONDS);
      while (System.nanoTime() < end) {
        clients.move();
        TimeUnit.MILLISECONDS.sleep(MOVE_MILLIS);
      }
      StringBuilder what = new StringBuilder();
      for (SlowClients.Kind kind : SlowClients.Kind.values()) {
        what.append(
            "%n  %,5d with %s: sent away %,d times"
                .formatted(kind.count, kind.title, clients.sentAway(kind)));
      }
      report(
          "%,d slow clients for %d s (memory before %d MiB)"
              .formatted(clients.count(), SLOW_SECONDS, before),
          what.toString());
    }
  }

  private void attack(Attack attack) throws IOException, InterruptedException {
    start();
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(ATTACK_SECONDS);
    Tally tally = new Tally();
    List<Thread> attackers = new ArrayList<>();
    for (int i = 0; i < ATTACKERS; i++) {
      attackers.add(Thread.ofVirtual().start(() -> attack(attack, until, tally)));
    }
    for (Thread attacker : attackers) {
      attacker.join();
    }
    report(
        attack.title,
        "%n  %,d connections, %,d frames sent; they ended: %s"
            .formatted(tally.connections, tally.frames, tally.endings));
  }

  private void attack(Attack attack, long until, Tally tally) {
    while (System.nanoTime() < until) {
      try (AttackConnection connection =
          new AttackConnection(edge.ports().https(), until, attack.window)) {
        try {
          for (int i = 0; connection.goesOn(); i++) {
            attack.round(connection, i);
          }
          connection.flush();
        } catch (IOException sentAway) {
          // How is known to the one that reads.
        }
        tally.add(connection, connection.ending());
      } catch (IOException | InterruptedException notAccepted) {
        // Connecting again is what an attacker does.
      }
    }
  }

  private void start() throws IOException {
    steady.forget();
    var unused = memory.takePeak();
  }

  private void report(String title, String what) throws IOException {
    System.out.printf(
        "%s%n  memory: at most %d MiB, now %d MiB%n  steady client: %s%s%n",
        title, memory.takePeak(), Memory.now(edge), steady.take(), what.stripTrailing());
  }
}

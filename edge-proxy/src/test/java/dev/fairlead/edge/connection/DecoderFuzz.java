package dev.fairlead.edge.connection;

import io.netty.util.ResourceLeakDetector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Compares what a connection does as it is, its ordinary requests read by the fast decoder, with
 * what it does when the strict decoder reads them all: the same requests must come out, the same
 * bytes be answered, the same connections be closed, whatever is sent and wherever reads end, and
 * nothing may be leaked. Two connections take turns on one event loop, which remembers hosts and
 * preferences for all of its own.
 */
public final class DecoderFuzz {
  private static final int MAX_REPORTED = 3;

  /**
   * On one connection in so many the paranoid detector notes each touch of a buffer, which costs
   * more than all the rest; that every buffer has been given back is counted on all of them.
   */
  private static final int PARANOID_EVERY = 32;

  /**
   * What came of it.
   *
   * @param requests that have been answered or refused, counted once for both
   * @param fast how many of them the fast decoder read
   * @param kinds how many connections ended in which way
   * @param differences each the bytes of a connection and what both did; at most three
   */
  public record Result(
      long requests, long fast, Map<String, Long> kinds, List<String> differences) {}

  private DecoderFuzz() {}

  /**
   * Runs until so many requests are through or three connections differ.
   *
   * @param seed gives the same connections again
   */
  public static Result run(long seed, long requests) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    RandomHeads heads = new RandomHeads(random);
    List<String> differences = new ArrayList<>();
    Map<String, Long> kinds = new TreeMap<>();
    ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();
    long done = 0;
    long fast = 0;
    int number = 0;
    try (TestedConnections connections = new TestedConnections()) {
      while (done < requests && differences.size() < MAX_REPORTED) {
        boolean paranoid = number++ % PARANOID_EVERY == 0;
        ResourceLeakDetector.setLevel(
            paranoid ? ResourceLeakDetector.Level.PARANOID : ResourceLeakDetector.Level.DISABLED);
        List<TestedConnections.Client> clients =
            List.of(client(random, heads), client(random, heads));
        List<Outcome> usual = connections.run(clients, false);
        List<Outcome> strict = connections.run(clients, true);
        for (int i = 0; i < clients.size(); i++) {
          done += usual.get(i).answers();
          fast += usual.get(i).fast();
          kinds.merge(usual.get(i).end(), 1L, Long::sum);
          if (!usual.get(i).isSameAs(strict.get(i))) {
            String sent = TestedConnections.text(clients.get(i).bytes());
            differences.add(
                "%s%nusual:  %s%nstrict: %s".formatted(sent, usual.get(i), strict.get(i)));
          }
        }
      }
      differences.addAll(connections.leaks());
    } finally {
      ResourceLeakDetector.setLevel(level);
    }
    return new Result(done, fast, kinds, differences);
  }

  private static TestedConnections.Client client(RandomGenerator random, RandomHeads heads) {
    byte[] bytes = heads.connection();
    return new TestedConnections.Client(
        bytes, reads(random, bytes.length), random.nextInt(4) == 0, random.nextInt(4) == 0);
  }

  /** Where reads end: all at once, in a few pieces, or byte by byte here and there. */
  private static int[] reads(RandomGenerator random, int length) {
    int pieces = random.nextInt(3) == 0 ? random.nextInt(40) : random.nextInt(4);
    int[] ends = new int[pieces + 1];
    for (int i = 0; i < pieces; i++) {
      boolean beside = i > 0 && random.nextInt(3) == 0;
      ends[i] = beside ? Math.min(length, ends[i - 1] + 1) : random.nextInt(length);
    }
    ends[pieces] = length;
    Arrays.sort(ends);
    return ends;
  }
}

package dev.fairlead.testing.bench;

import dev.fairlead.edge.connection.DecoderFuzz;
import dev.fairlead.site.ResolverFuzz;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Millions of random requests: to the resolver beside a simple model of it, and to the fast decoder
 * of HTTP/1.1 beside the strict one.
 */
final class FuzzBench {
  private static final long REQUESTS = 5_000_000;

  private FuzzBench() {}

  /**
   * Runs both.
   *
   * @param arguments the number of requests to each and the seed, if not the usual ones
   */
  static void run(String... arguments) throws IOException {
    long requests = arguments.length > 0 ? number(arguments[0]) : REQUESTS;
    long seed = arguments.length > 1 ? number(arguments[1]) : System.nanoTime();
    long begin = System.nanoTime();
    ResolverFuzz.Result resolver = ResolverFuzz.run(seed, requests);
    report("resolver", seed, resolver.requests(), begin, resolver.kinds(), resolver.differences());
    begin = System.nanoTime();
    DecoderFuzz.Result decoder = DecoderFuzz.run(seed, requests);
    report("decoder", seed, decoder.requests(), begin, decoder.kinds(), decoder.differences());
    System.out.printf(Locale.ROOT, "  read by the fast decoder: %,d%n", decoder.fast());
    if (!resolver.differences().isEmpty() || !decoder.differences().isEmpty()) {
      throw new IOException("what must be the same differs");
    }
  }

  private static void report(
      String name,
      long seed,
      long requests,
      long begin,
      Map<String, Long> kinds,
      List<String> differences) {
    System.out.printf(
        Locale.ROOT,
        "%s, seed %d: %,d requests in %.0f s, %d differences or leaks%n  ends: %s%n",
        name,
        seed,
        requests,
        (System.nanoTime() - begin) / 1e9,
        differences.size(),
        kinds);
    differences.forEach(System.out::println);
  }

  private static long number(String text) throws IOException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IOException("%s (expected: a number)".formatted(text), e);
    }
  }
}

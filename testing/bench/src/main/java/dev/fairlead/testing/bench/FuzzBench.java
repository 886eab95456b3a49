package dev.fairlead.testing.bench;

import dev.fairlead.site.ResolverFuzz;
import java.io.IOException;
import java.util.Locale;

/** The resolver against a simple model of it, on millions of random requests. */
final class FuzzBench {
  private static final long REQUESTS = 5_000_000;

  private FuzzBench() {}

  /**
   * Runs it.
   *
   * @param arguments the number of requests and the seed, if not the usual ones
   */
  static void run(String... arguments) throws IOException {
    long requests = arguments.length > 0 ? number(arguments[0]) : REQUESTS;
    long seed = arguments.length > 1 ? number(arguments[1]) : System.nanoTime();
    ResolverFuzz.Result result = ResolverFuzz.run(seed, requests);
    System.out.printf(
        Locale.ROOT,
        "seed %d: %,d requests, %d differences%n  answers: %s%n",
        seed,
        result.requests(),
        result.differences().size(),
        result.kinds());
    result.differences().forEach(System.out::println);
    if (!result.differences().isEmpty()) {
      throw new IOException("the resolver and its model differ");
    }
  }

  private static long number(String text) throws IOException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IOException("%s (expected: a number)".formatted(text), e);
    }
  }
}

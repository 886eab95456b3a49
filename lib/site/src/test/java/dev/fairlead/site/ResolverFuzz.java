package dev.fairlead.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Compares {@link Resolver} with {@link LinearModel} on random sites and requests. */
public final class ResolverFuzz {
  private static final int REQUESTS_PER_SITE = 50;
  private static final int MAX_REPORTED = 3;

  /**
   * What came of it.
   *
   * @param kinds how many answers there were of each status
   * @param differences each a request, its site and both answers; at most three
   */
  public record Result(long requests, Map<String, Long> kinds, List<String> differences) {}

  private ResolverFuzz() {}

  /**
   * Runs until so many requests are answered or three differ.
   *
   * @param seed gives the same sites and requests again
   */
  public static Result run(long seed, long requests) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    RandomSites sites = new RandomSites(random);
    List<String> differences = new ArrayList<>();
    Map<String, Long> kinds = new TreeMap<>();
    long done = 0;
    while (done < requests && differences.size() < MAX_REPORTED) {
      Manifest manifest = sites.manifest();
      Resolver resolver = new Resolver(manifest);
      LinearModel model = new LinearModel(manifest);
      for (int i = 0; i < REQUESTS_PER_SITE; i++, done++) {
        SiteRequest request = sites.request(manifest);
        String expected = model.answer(request);
        String answer = answer(resolver, request);
        kinds.merge(answer.split(" ", 2)[0], 1L, Long::sum);
        if (!answer.equals(expected) && differences.size() < MAX_REPORTED) {
          differences.add(
              "%s%n  resolver: %s%n  model:    %s%n  %s"
                  .formatted(request, answer, expected, described(manifest)));
        }
      }
    }
    return new Result(done, kinds, differences);
  }

  private static String described(Manifest manifest) {
    StringBuilder text = new StringBuilder();
    text.append(manifest.htmlHandling()).append(' ').append(manifest.notFound());
    manifest.rules().redirects().forEach(rule -> text.append("\n  ").append(rule));
    manifest.rules().headers().forEach(rule -> text.append("\n  ").append(rule));
    manifest.files().forEach(file -> text.append("\n  ").append(file.path()));
    return text.toString();
  }

  private static String answer(Resolver resolver, SiteRequest request) {
    Resolution resolution = resolver.resolve(request);
    List<String> headers = new ArrayList<>();
    ResponseHeaders changes = Answers.headers(resolution);
    changes.removed().forEach(name -> headers.add("-" + name));
    changes.fields().forEach(field -> headers.add(field.name() + "=" + field.value()));
    return Answers.of(resolver, resolution) + " " + headers.stream().sorted().toList();
  }
}

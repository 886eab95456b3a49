package dev.fairlead.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Compares {@link Resolver} with {@link LinearModel} on random sites and requests: the answers, and
 * that an answer which may be kept by its path is right for another request with that path.
 */
public final class ResolverFuzz {
  private static final int REQUESTS_PER_SITE = 50;
  private static final int MAX_REPORTED = 3;

  /**
   * What came of it.
   *
   * @param kinds how many answers there were of each status, and how many may be kept by their path
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
        Resolution resolution = resolver.resolve(request);
        String answer = answer(resolver, resolution);
        kinds.merge(answer.split(" ", 2)[0], 1L, Long::sum);
        if (!answer.equals(expected) && differences.size() < MAX_REPORTED) {
          differences.add(
              "%s%n  resolver: %s%n  model:    %s%n  %s"
                  .formatted(request, answer, expected, described(manifest)));
        }
        if (Answers.pathOnly(resolution)) {
          SiteRequest other = another(request, sites.request(manifest), resolution);
          kinds.merge("kept by the path", 1L, Long::sum);
          if (!answer.equals(model.answer(other)) && differences.size() < MAX_REPORTED) {
            differences.add(
                "%s%n  is kept by the path with %s%n  and wrong for %s%n  %s"
                    .formatted(request, answer, other, described(manifest)));
          }
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

  /** Another request that must have the same answer if that is for the path alone. */
  private static SiteRequest another(SiteRequest first, SiteRequest other, Resolution resolution) {
    return new SiteRequest(
        other.scheme(),
        other.host(),
        first.path(),
        resolution instanceof Resolution.Redirect ? first.query() : other.query(),
        other.fetchMode(),
        other.accept(),
        other.acceptLanguage(),
        other.cookie(),
        other.country());
  }

  private static String answer(Resolver resolver, Resolution resolution) {
    List<String> headers = new ArrayList<>();
    ResponseHeaders changes = Answers.headers(resolution);
    changes.removed().forEach(name -> headers.add("-" + name));
    changes.fields().forEach(field -> headers.add(field.name() + "=" + field.value()));
    return Answers.of(resolver, resolution) + " " + headers.stream().sorted().toList();
  }
}

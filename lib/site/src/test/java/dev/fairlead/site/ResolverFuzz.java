package dev.fairlead.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Pattern;

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

  private static final Pattern OF_CONDITIONS =
      Pattern.compile("(^|, )(accept-language, cookie|accept-language|cookie)$");

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
        if (differences.size() < MAX_REPORTED && !tellsOfSender(resolver, request)) {
          differences.add("%s%n  without its sender has another answer".formatted(request));
        }
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

  /** Whether an answer that is another one for other languages or cookies says so in Vary. */
  private static boolean tellsOfSender(Resolver resolver, SiteRequest request) {
    String answer = answer(resolver, request);
    SiteRequest cookieless = request.sentBy(request.acceptLanguage(), null, request.country());
    SiteRequest speechless = request.sentBy(null, request.cookie(), request.country());
    return (answer.equals(answer(resolver, cookieless)) || varies(resolver, request, "cookie"))
        && (answer.equals(answer(resolver, speechless))
            || varies(resolver, request, "accept-language"));
  }

  private static boolean varies(Resolver resolver, SiteRequest request, String name) {
    return Answers.headers(resolver.resolve(request)).fields().stream()
        .anyMatch(field -> field.name().equals("vary") && field.value().contains(name));
  }

  /** Without the names that conditions add to Vary, which the model does not know. */
  private static String answer(Resolver resolver, SiteRequest request) {
    Resolution resolution = resolver.resolve(request);
    List<String> headers = new ArrayList<>();
    ResponseHeaders changes = Answers.headers(resolution);
    changes.removed().forEach(name -> headers.add("-" + name));
    for (ResponseHeaders.Field field : changes.fields()) {
      boolean vary = field.name().equals("vary");
      String value = vary ? OF_CONDITIONS.matcher(field.value()).replaceAll("") : field.value();
      if (!value.isEmpty()) {
        headers.add(field.name() + "=" + value);
      }
    }
    return Answers.of(resolver, resolution) + " " + headers.stream().sorted().toList();
  }
}

package dev.fairlead.rulefiles;

import dev.fairlead.site.HtmlHandling;
import dev.fairlead.site.rules.HeaderRule;
import dev.fairlead.site.rules.RedirectRule;
import dev.fairlead.site.rules.RuleMemory;
import dev.fairlead.site.rules.RuleSource;
import dev.fairlead.site.rules.SiteRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads all files of a site that have rules in them. Whatever they say, the answer is rules and
 * problems; nothing throws, and the work is proportional to the size of the files.
 */
public final class RuleFiles {
  private RuleFiles() {}

  /**
   * Reads the files, whatever their order, and looks for rules that can have no effect.
   *
   * @param files at most one of each kind
   * @param chosen how HTML files are addressed, where something that beats the files says so
   */
  public static SiteReading read(
      Collection<RuleFile> files, PublishedFolder published, @Nullable HtmlHandling chosen) {
    Reading reading = new Reading(published);
    List<List<HeaderRule>> headersOfFiles = new ArrayList<>();
    files.stream()
        .sorted(Comparator.comparing(RuleFile::kind))
        .forEach(
            file -> {
              int before = reading.headers().size();
              read(file, reading);
              List<ReadHeaders> own = reading.headers().subList(before, reading.headers().size());
              headersOfFiles.add(own.stream().map(ReadHeaders::rule).toList());
            });
    PublishedAddresses addresses =
        new PublishedAddresses(published.files(), handling(chosen, reading.htmlHandling()));
    RuleRoom room = new RuleRoom(reading.problems());
    List<ReadRedirect> kept =
        room.keep(
            reading.redirects(), read -> RuleMemory.of(read.rule()), read -> read.rule().source());
    new RuleLints(kept, addresses, reading.problems()).run();
    new HeaderLint(addresses, reading.problems()).run(reading.headers());
    List<HeaderRule> headers =
        room.keep(
            headersOfFiles.reversed().stream().flatMap(List::stream).toList(),
            RuleMemory::of,
            HeaderRule::source);
    List<RedirectRule> redirects = kept.stream().map(ReadRedirect::rule).toList();
    new BoundsLint(reading.problems()).run(redirects, headers);
    return new SiteReading(
        new SiteRules(redirects, headers, reading.problems().toList()),
        reading.htmlHandling(),
        reading.isFailOnErrors());
  }

  private static HtmlHandling handling(@Nullable HtmlHandling chosen, @Nullable HtmlHandling read) {
    HtmlHandling handling = chosen == null ? read : chosen;
    return handling == null ? HtmlHandling.AUTO_TRAILING_SLASH : handling;
  }

  private static void read(RuleFile file, Reading reading) {
    if (file.tooLarge()) {
      reading
          .problems()
          .error(
              new RuleSource(file.name(), 0),
              "The file has more than %d MiB, so nothing of it is applied."
                  .formatted(RuleFile.MAX_BYTES >> 20));
      return;
    }
    switch (file.kind()) {
      case REDIRECTS -> new RedirectsFile(reading).read(file);
      case HEADERS -> new HeadersFile(reading).read(file);
      case NETLIFY -> parsed(TomlFile.parse(file), reading, new NetlifyFile(reading)::read);
      case VERCEL -> parsed(JsonFile.parse(file), reading, new VercelFile(reading)::read);
      case FIREBASE -> parsed(JsonFile.parse(file), reading, new FirebaseFile(reading)::read);
    }
  }

  private static void parsed(ParsedFile file, Reading reading, Consumer<Section> reader) {
    switch (file) {
      case ParsedFile.Parsed(Section root) -> reader.accept(root);
      case ParsedFile.Broken(RuleSource source, String sentence) ->
          reading.problems().error(source, sentence);
    }
  }
}

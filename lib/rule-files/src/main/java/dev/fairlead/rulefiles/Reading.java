package dev.fairlead.rulefiles;

import dev.fairlead.site.HtmlHandling;
import dev.fairlead.site.rules.HeaderRule;
import dev.fairlead.site.rules.RuleSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has been read so far; every file format adds to it. */
final class Reading {
  private final PublishedFolder published;
  private final ProblemList problems = new ProblemList();
  private final List<ReadRedirect> redirects = new ArrayList<>();
  private final List<ReadHeaders> headers = new ArrayList<>();
  private @Nullable HtmlHandling htmlHandling;
  private boolean failOnErrors;

  Reading(PublishedFolder published) {
    this.published = published;
  }

  PublishedFolder published() {
    return published;
  }

  ProblemList problems() {
    return problems;
  }

  List<ReadRedirect> redirects() {
    return redirects;
  }

  /** The blocks of headers, those of one file in its order. */
  List<ReadHeaders> headers() {
    return headers;
  }

  void addRedirect(RedirectDraft draft) {
    add(draft, false);
  }

  /**
   * Adds the part of the next rule that is for paths without a rest; see {@link
   * ReadRedirect#derived}.
   */
  void addDerivedRedirect(RedirectDraft draft) {
    add(draft, true);
  }

  private void add(RedirectDraft draft, boolean derived) {
    try {
      redirects.add(new ReadRedirect(draft.toRule(problems), draft.words(), derived));
    } catch (InvalidRuleException e) {
      problems.error(e.sourceOr(draft.words().source()), e.sentence());
    }
  }

  /**
   * Adds a block of headers, unless none is left in it.
   *
   * @param from what it is for, as written
   */
  void addHeaders(HeaderRule rule, String from) {
    if (!rule.fields().isEmpty()) {
      headers.add(new ReadHeaders(rule, from));
    }
  }

  void htmlHandling(RuleSource source, HtmlHandling handling) {
    if (htmlHandling == null) {
      htmlHandling = handling;
    } else if (htmlHandling != handling) {
      problems.warning(
          source, "Another file has already said how HTML files are addressed; that one counts.");
    }
  }

  @Nullable HtmlHandling htmlHandling() {
    return htmlHandling;
  }

  void failOnErrors() {
    failOnErrors = true;
  }

  boolean isFailOnErrors() {
    return failOnErrors;
  }
}

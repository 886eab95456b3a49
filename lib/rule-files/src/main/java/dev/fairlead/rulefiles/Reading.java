package dev.fairlead.rulefiles;

import dev.fairlead.site.HtmlHandling;
import dev.fairlead.site.rules.HeaderRule;
import dev.fairlead.site.rules.RedirectRule;
import dev.fairlead.site.rules.RuleSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has been read so far; every file format adds to it. */
final class Reading {
  private final ProblemList problems = new ProblemList();
  private final List<RedirectRule> redirects = new ArrayList<>();
  private final List<HeaderRule> headers = new ArrayList<>();
  private @Nullable HtmlHandling htmlHandling;
  private boolean failOnErrors;

  ProblemList problems() {
    return problems;
  }

  List<RedirectRule> redirects() {
    return redirects;
  }

  /** The header rules of one file, in its order. */
  List<HeaderRule> headers() {
    return headers;
  }

  void addRedirect(RedirectDraft draft) {
    try {
      redirects.add(draft.toRule(problems));
    } catch (InvalidRuleException e) {
      problems.error(draft.source(), e.sentence());
    }
  }

  void addHeaders(HeaderRule rule) {
    if (!rule.fields().isEmpty()) {
      headers.add(rule);
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

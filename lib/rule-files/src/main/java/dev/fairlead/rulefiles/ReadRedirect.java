package dev.fairlead.rulefiles;

import dev.fairlead.site.rules.RedirectRule;

/** A redirect rule that was taken, and what its file says. */
record ReadRedirect(RedirectRule rule, Words words) {

  boolean isRedirect() {
    return rule.status() >= 300 && rule.status() < 400;
  }
}

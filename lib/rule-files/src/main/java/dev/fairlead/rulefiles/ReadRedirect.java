package dev.fairlead.rulefiles;

import dev.fairlead.site.rules.RedirectRule;

/**
 * A redirect rule that was taken, and what its file says.
 *
 * @param derived whether nobody wrote it by itself: it is the part of a written rule that is for
 *     paths without a rest. That it has no effect is no news to who wrote the whole.
 */
record ReadRedirect(RedirectRule rule, Words words, boolean derived) {

  boolean isRedirect() {
    return rule.status() >= 300 && rule.status() < 400;
  }
}

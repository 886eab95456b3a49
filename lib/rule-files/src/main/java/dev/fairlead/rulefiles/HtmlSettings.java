package dev.fairlead.rulefiles;

import dev.fairlead.site.HtmlHandling;
import org.jspecify.annotations.Nullable;

/** The keys {@code cleanUrls} and {@code trailingSlash} of Vercel and Firebase. */
final class HtmlSettings {
  private HtmlSettings() {}

  static void read(Section settings, Reading reading) {
    try {
      Boolean clean = settings.flag("cleanUrls");
      Boolean slash = settings.flag("trailingSlash");
      HtmlHandling handling = handling(clean, slash);
      if (handling == null) {
        return;
      }
      reading.htmlHandling(
          settings.sourceOf(slash == null ? "cleanUrls" : "trailingSlash"), handling);
      if (slash != null && !Boolean.TRUE.equals(clean)) {
        reading
            .problems()
            .warning(
                settings.sourceOf(clean == null ? "trailingSlash" : "cleanUrls"),
                "cleanUrls is %s, but with trailingSlash HTML files answer without their extension here."
                    .formatted(clean == null ? "not set" : "false"));
      }
    } catch (InvalidRuleException e) {
      reading.problems().error(settings.source(), e.sentence());
    }
  }

  private static @Nullable HtmlHandling handling(@Nullable Boolean clean, @Nullable Boolean slash) {
    if (slash != null) {
      return slash ? HtmlHandling.FORCE_TRAILING_SLASH : HtmlHandling.DROP_TRAILING_SLASH;
    }
    if (clean == null) {
      return null;
    }
    return clean ? HtmlHandling.AUTO_TRAILING_SLASH : HtmlHandling.NONE;
  }
}

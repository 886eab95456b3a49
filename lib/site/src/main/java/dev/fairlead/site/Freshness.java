package dev.fairlead.site;

import java.util.Set;

/** How long an answer may be kept (RFC 9111 §5.2.2), as far as the site does not say. */
public final class Freshness {
  /** May be kept, and is asked for again each time. */
  public static final String REVALIDATE = "public, max-age=0, must-revalidate";

  /** Never changes: the name carries a fingerprint of the content. */
  public static final String IMMUTABLE = "public, max-age=31536000, immutable";

  /** May not be kept: what is missing now may be there after the next deploy. */
  public static final String NO_STORE = "no-store";

  private static final Set<String> FIELDS =
      Set.of("cache-control", "expires", "pragma", "surrogate-control");

  /** How the fields end that are meant for some caches (RFC 9213 §2), as those of each CDN. */
  private static final String TARGETED = "cdn-cache-control";

  private Freshness() {}

  /**
   * Whether a site says how long by a field, to all caches or to those in front of the edge that
   * obey it first. An answer that is no success has none of them, whatever the site says.
   *
   * @param field its name in lower case
   */
  static boolean isSaidBy(String field) {
    return FIELDS.contains(field) || field.endsWith(TARGETED);
  }

  /**
   * Whether this is the address of a file whose bytes never change there: its name carries a
   * fingerprint, and no rule has led to it.
   *
   * @param target path as sent, with or without a query
   */
  static boolean isImmutable(SiteFile file, String target) {
    return file.immutable() && file.path().isAskedFor(target);
  }

  /**
   * The {@code Cache-Control} of an answer with a file.
   *
   * @param target path as sent, with or without a query; under another address than the file's own,
   *     by a rewrite, the next deployment may send other bytes
   */
  public static String of(SiteFile file, int status, String target) {
    if (status != 200) {
      return NO_STORE;
    }
    return isImmutable(file, target) ? IMMUTABLE : REVALIDATE;
  }
}

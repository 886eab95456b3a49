package dev.fairlead.site;

/**
 * The fields of the pages that the platform itself has: what an edge sends and what is explained.
 */
public final class PlatformPage {
  public static final String CONTENT_TYPE = "text/html; charset=utf-8";

  /** They load nothing and run nothing. */
  public static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'";

  private PlatformPage() {}
}

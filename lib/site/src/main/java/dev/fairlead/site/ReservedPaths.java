package dev.fairlead.site;

/** Paths that belong to the platform; no file and no rule of a site answers them. */
public final class ReservedPaths {
  private static final String PLATFORM = "/.fairlead/";
  private static final String CERTIFICATE_CHALLENGE = "/.well-known/acme-challenge/";

  private ReservedPaths() {}

  /**
   * Whether a path is one of them.
   *
   * @param path as sent, with or without a query, or decoded
   */
  public static boolean covers(String path) {
    return path.startsWith(PLATFORM) || path.startsWith(CERTIFICATE_CHALLENGE);
  }
}

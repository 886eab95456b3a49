package dev.fairlead.site;

/** Paths that belong to the platform; no file and no rule of a site answers them. */
public final class ReservedPaths {
  private static final String PLATFORM = "/.fairlead/";
  private static final String CERTIFICATE_CHALLENGE = "/.well-known/acme-challenge/";

  private ReservedPaths() {}

  /** Whether a path, raw or decoded, is one of them. */
  public static boolean covers(String path) {
    return path.startsWith(PLATFORM) || path.startsWith(CERTIFICATE_CHALLENGE);
  }
}

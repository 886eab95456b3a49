package dev.fairlead.rulefiles;

/** How a {@code _redirects} or {@code _headers} file is read. */
enum Profile {
  /** Default 301, files before rules, a later header block overrides an earlier one. */
  NETLIFY(301, false, false, false),
  /** Default 302, rules before files, trailing slashes matter, header blocks join their values. */
  CLOUDFLARE(302, true, true, true);

  private final int defaultStatus;
  private final boolean force;
  private final boolean exact;
  private final boolean appends;

  Profile(int defaultStatus, boolean force, boolean exact, boolean appends) {
    this.defaultStatus = defaultStatus;
    this.force = force;
    this.exact = exact;
    this.appends = appends;
  }

  int defaultStatus() {
    return defaultStatus;
  }

  /** Whether every rule comes before the files of the site. */
  boolean force() {
    return force;
  }

  /** Whether a trailing slash matters and {@code /blog/*} does not match {@code /blog}. */
  boolean exact() {
    return exact;
  }

  /** Whether headers of several matching blocks are joined. */
  boolean appends() {
    return appends;
  }
}

package dev.fairlead.rulefiles;

/**
 * The files that rules are read from, in the order in which their redirects are evaluated: the
 * first match wins, but those that come before the files of the site come before all others,
 * whatever their kind. Headers are evaluated the other way round, since there the last match wins.
 */
public enum RuleFileKind {
  REDIRECTS("_redirects"),
  HEADERS("_headers"),
  NETLIFY("netlify.toml"),
  VERCEL("vercel.json"),
  FIREBASE("firebase.json");

  private final String fileName;

  RuleFileKind(String fileName) {
    this.fileName = fileName;
  }

  /** Its name, in the published folder or in the project's root folder. */
  public String fileName() {
    return fileName;
  }

  /** Whether it is read from the project's root folder too, and not from the output alone. */
  public boolean isOfProject() {
    return this != REDIRECTS && this != HEADERS;
  }
}

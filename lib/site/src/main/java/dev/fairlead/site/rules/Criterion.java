package dev.fairlead.site.rules;

/** What a rule can want to know of who sends a request. */
public enum Criterion {
  COUNTRY,
  /** The field {@code Accept-Language}. */
  LANGUAGE,
  /** The field {@code Cookie}. */
  COOKIE
}

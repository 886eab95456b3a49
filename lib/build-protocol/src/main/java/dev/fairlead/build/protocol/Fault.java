package dev.fairlead.build.protocol;

/** Whose turn it is to mend a failure. */
public enum Fault {
  /** The user: source, settings or commands. */
  USER,
  /** The platform or its operator. */
  PLATFORM
}

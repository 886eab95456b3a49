package dev.fairlead.edge.http;

/** Where the body of an answer was found. */
public enum BodyTier {
  /** Among the answers that the event loop has given lately. */
  HOT,
  /** In memory. */
  MEMORY,
  /** On the disk. */
  DISK,
  /** In the store. */
  STORE,
  /** It has none, the edge has made it itself, or another server has. */
  NONE
}

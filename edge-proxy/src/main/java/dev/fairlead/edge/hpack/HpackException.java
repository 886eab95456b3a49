package dev.fairlead.edge.hpack;

/**
 * A header block that is not what RFC 7541 allows. The two sides no longer agree on the dynamic
 * table, so the connection must end with COMPRESSION_ERROR (RFC 9113 §4.3).
 */
public final class HpackException extends Exception {
  private static final long serialVersionUID = 1;

  /** Strangers cause these at will, so no stack is walked for them. */
  HpackException(String message) {
    super(message, null, false, false);
  }
}

package dev.fairlead.edge.http2;

/** Something after which a connection cannot go on (RFC 9113 §5.4.1). */
final class ConnectionError extends Exception {
  private static final long serialVersionUID = 1;

  private final ErrorCode code;

  /** Strangers cause these at will, so no stack is walked for them. */
  ConnectionError(ErrorCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  ErrorCode code() {
    return code;
  }
}

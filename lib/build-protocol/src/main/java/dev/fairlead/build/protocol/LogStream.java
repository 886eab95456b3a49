package dev.fairlead.build.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who wrote a log line. */
public enum LogStream {
  /** Fairlead itself. */
  @JsonProperty("system")
  SYSTEM,
  /** The user's command, on its standard output. */
  @JsonProperty("stdout")
  STDOUT,
  /** The user's command, on its standard error. */
  @JsonProperty("stderr")
  STDERR
}

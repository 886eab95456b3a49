package dev.fairlead.build.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.fairlead.site.InvalidDocumentException;
import dev.fairlead.site.WireFormat;
import java.io.IOException;

/**
 * A piece of a build log on its way: from the build to the api, over Redis, and to a viewer as one
 * WebSocket text frame, in the same form all the way.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LogChunk.class, name = "lines"),
  @JsonSubTypes.Type(value = LogEnd.class, name = "end")
})
public sealed interface LogMessage permits LogChunk, LogEnd {

  /**
   * Reads the wire form.
   *
   * @throws InvalidDocumentException if it is no log message
   */
  static LogMessage parse(byte[] json) throws InvalidDocumentException {
    return WireFormat.parse("log message", json, LogMessage.class);
  }

  default byte[] toJson() throws IOException {
    return WireFormat.write(this);
  }
}

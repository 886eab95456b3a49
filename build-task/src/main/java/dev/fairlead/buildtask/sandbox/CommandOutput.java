package dev.fairlead.buildtask.sandbox;

import dev.fairlead.build.protocol.LogStream;
import java.io.IOException;
import java.io.InputStream;

/** Takes what a command prints. */
public interface CommandOutput {

  /** Reads one of the command's two streams to its end; called on two threads at once. */
  void copy(LogStream stream, InputStream from) throws IOException;
}

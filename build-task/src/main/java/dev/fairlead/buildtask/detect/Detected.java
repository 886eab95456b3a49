package dev.fairlead.buildtask.detect;

import dev.fairlead.build.protocol.FailureCode;
import dev.fairlead.site.NotFoundHandling;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What detection makes of a source tree. */
public sealed interface Detected {

  /**
   * A way to make a site of it.
   *
   * @param framework display name
   * @param packageManager name and, where known, version; null where nothing is installed
   * @param installCommand null where nothing is installed
   * @param buildCommand null where nothing is built
   * @param outputs folders that may be published, the likeliest first; never empty
   * @param notFound for sites of this framework
   * @param evidence why, in one sentence
   * @param warnings what the user should know, one sentence each
   */
  record Site(
      String framework,
      @Nullable String packageManager,
      @Nullable String installCommand,
      @Nullable String buildCommand,
      List<String> outputs,
      NotFoundHandling notFound,
      String evidence,
      List<String> warnings)
      implements Detected {
    public Site {
      outputs = List.copyOf(outputs);
      warnings = List.copyOf(warnings);
      if (outputs.isEmpty()) {
        throw new IllegalArgumentException("outputs: none (expected: 1 or more)");
      }
    }

    public boolean runsCommands() {
      return installCommand != null || buildCommand != null;
    }
  }

  /** No site can be made of it. */
  record Refused(FailureCode code, String message) implements Detected {}
}

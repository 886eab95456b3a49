package dev.fairlead.api.launch;

import java.util.Optional;

/** What a launcher sees of a build that it has started. */
public sealed interface Observation {

  /** It lives, or will soon. */
  record Running() implements Observation {}

  /**
   * It has ended.
   *
   * @param loss why, where that is known; it matters only if the build had no result
   */
  record Gone(Optional<Loss> loss) implements Observation {}

  /**
   * The launcher knows nothing of it: it ended long ago, or was started so lately that it does not
   * show yet.
   */
  record Unknown() implements Observation {}
}

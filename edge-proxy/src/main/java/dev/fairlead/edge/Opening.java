package dev.fairlead.edge;

import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** Something that a variable names and that is opened at the start. */
@FunctionalInterface
interface Opening<T> {
  T open() throws IOException;

  /**
   * Opens it.
   *
   * @throws IOException with the name of the variable, if it cannot be used
   */
  static <T> T named(String variable, Opening<T> opening) throws IOException {
    try {
      return opening.open();
    } catch (NoSuchFileException e) {
      throw new IOException("%s: there is no %s".formatted(variable, e.getMessage()), e);
    } catch (IOException e) {
      throw new IOException("%s: cannot be used: %s".formatted(variable, e.getMessage()), e);
    }
  }
}

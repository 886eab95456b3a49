package dev.fairlead.buildtask.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes a class out of the class path, for a Java that runs on the other side of a sandbox. */
final class ClassFile {
  private ClassFile() {}

  /**
   * Copies one class, which must need no other.
   *
   * @param folder is made, and is a class path afterwards
   * @return the folder's real path
   */
  static Path copy(Class<?> type, Path folder) throws IOException {
    String file = type.getName().replace('.', '/') + ".class";
    Path target = folder.resolve(file);
    Files.createDirectories(target.getParent());
    try (InputStream in = type.getClassLoader().getResourceAsStream(file)) {
      if (in == null) {
        throw new IOException("the class path has no " + file);
      }
      Files.copy(in, target);
    }
    return folder.toRealPath();
  }
}

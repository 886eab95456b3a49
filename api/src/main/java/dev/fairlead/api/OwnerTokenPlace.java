package dev.fairlead.api;

import java.nio.file.Path;

/** Where the token of the owner is kept for the operator. */
public sealed interface OwnerTokenPlace {
  /** A file, mode 0600. */
  record File(Path path) implements OwnerTokenPlace {}

  /**
   * A secret of AWS Secrets Manager, which must be there.
   *
   * @param name or ARN of the secret
   */
  record Secret(String name) implements OwnerTokenPlace {}
}

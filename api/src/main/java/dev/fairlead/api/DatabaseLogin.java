package dev.fairlead.api;

/** How the api signs in to PostgreSQL. */
public sealed interface DatabaseLogin {
  /** With a password that stays the same. */
  record Password(String user, String password) implements DatabaseLogin {
    @Override
    public String toString() {
      return "Password[user=%s]".formatted(user);
    }
  }

  /**
   * With what is in a secret of AWS Secrets Manager at that time.
   *
   * @param name or ARN of the secret
   */
  record Secret(String name) implements DatabaseLogin {}
}

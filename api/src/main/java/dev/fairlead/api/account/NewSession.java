package dev.fairlead.api.account;

import dev.fairlead.api.problem.ProblemException;

/**
 * The wish to sign in.
 *
 * @param code the part of a sign-in link after {@code #}
 */
public record NewSession(String code) {
  private static final int MAX_LENGTH = 100;

  public NewSession {
    if (code == null || code.length() > MAX_LENGTH) {
      throw ProblemException.invalid("code", "Send the code of a sign-in link.");
    }
  }

  @Override
  public String toString() {
    return "NewSession[hidden]";
  }
}

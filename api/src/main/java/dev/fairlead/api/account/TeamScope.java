package dev.fairlead.api.account;

/**
 * Leave to act for one team. Only authentication makes it, and every store that keeps something of
 * a team asks for it, so that no query can forget whose rows it may see.
 */
public final class TeamScope {
  private final String teamId;
  private final String accountName;

  TeamScope(String teamId, String accountName) {
    this.teamId = teamId;
    this.accountName = accountName;
  }

  public String teamId() {
    return teamId;
  }

  public String accountName() {
    return accountName;
  }
}

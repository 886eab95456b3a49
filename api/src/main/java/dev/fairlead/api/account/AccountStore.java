package dev.fairlead.api.account;

import dev.fairlead.api.credential.OpaqueToken;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;

/** Accounts, and what proves that somebody is one of them. */
@Singleton
final class AccountStore {
  private static final long OWNER_TOKEN_LOCK = 0x666c_6f77_6e72L;

  private final Jdbi jdbi;

  AccountStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Does something that only one api may do at a time, however many there are.
   *
   * @param <E> what the work throws
   */
  <E extends Exception> void alone(HandleConsumer<E> work) throws E {
    jdbi.useTransaction(
        handle -> {
          handle.execute("SELECT pg_advisory_xact_lock(?)", OWNER_TOKEN_LOCK);
          work.useHandle(handle);
        });
  }

  /** The id of the owner's account, made with a team of its own if there is none yet. */
  String ensureOwner(String newTeamId, String newAccountId) {
    return jdbi.inTransaction(
        handle -> {
          handle.execute("LOCK TABLE account IN EXCLUSIVE MODE");
          return handle
              .createQuery("SELECT id FROM account ORDER BY created_at LIMIT 1")
              .mapTo(String.class)
              .findOne()
              .orElseGet(() -> createOwner(handle, newTeamId, newAccountId));
        });
  }

  private static String createOwner(Handle handle, String teamId, String accountId) {
    handle.execute("INSERT INTO team (id, name) VALUES (?, ?)", teamId, "My team");
    handle.execute(
        "INSERT INTO account (id, team_id, name) VALUES (?, ?, ?)", accountId, teamId, "owner");
    return accountId;
  }

  /** Stores a token under a name; an earlier one of that name stops working. */
  void replaceApiToken(String accountId, String name, OpaqueToken token, Duration validity) {
    jdbi.useTransaction(
        handle -> {
          handle.execute(
              "DELETE FROM api_token WHERE account_id = ? AND name = ?", accountId, name);
          handle.execute(
              """
              INSERT INTO api_token (token_hash, account_id, name, expires_at)
              VALUES (?, ?, ?, now() + make_interval(secs => ?))
              """,
              token.hash(),
              accountId,
              name,
              validity.toSeconds());
        });
  }

  void createSignInCode(TeamScope scope, OpaqueToken code, Duration validity) {
    jdbi.useTransaction(
        handle -> {
          handle.execute("DELETE FROM sign_in_code WHERE expires_at < now()");
          handle.execute(
              """
              INSERT INTO sign_in_code (code_hash, account_id, expires_at)
              SELECT ?, id, now() + make_interval(secs => ?)
              FROM account WHERE team_id = ? AND name = ?
              """,
              code.hash(),
              validity.toSeconds(),
              scope.teamId(),
              scope.accountName());
        });
  }

  /** Uses a code up and opens a session for it; false if the code is unknown, used or expired. */
  boolean openSession(String code, OpaqueToken session, Duration validity) {
    return jdbi.inTransaction(
        handle -> {
          handle.execute("DELETE FROM session WHERE expires_at < now()");
          Optional<String> account =
              handle
                  .createQuery(
                      """
                      DELETE FROM sign_in_code WHERE code_hash = ? AND expires_at > now()
                      RETURNING account_id
                      """)
                  .bind(0, OpaqueToken.hashOf(code))
                  .mapTo(String.class)
                  .findOne();
          account.ifPresent(
              id ->
                  handle.execute(
                      """
                      INSERT INTO session (token_hash, account_id, expires_at)
                      VALUES (?, ?, now() + make_interval(secs => ?))
                      """,
                      session.hash(),
                      id,
                      validity.toSeconds()));
          return account.isPresent();
        });
  }

  void closeSession(String session) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "DELETE FROM session WHERE token_hash = ?", OpaqueToken.hashOf(session)));
  }

  Optional<TeamScope> ofApiToken(String token) {
    return scopeOf("api_token", token);
  }

  Optional<TeamScope> ofSession(String session) {
    return scopeOf("session", session);
  }

  private Optional<TeamScope> scopeOf(String table, String secret) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT account.team_id, account.name
                    FROM <table> JOIN account ON account.id = account_id
                    WHERE token_hash = ? AND expires_at > now()
                    """)
                .define("table", table)
                .bind(0, OpaqueToken.hashOf(secret))
                .map((row, context) -> new TeamScope(row.getString(1), row.getString(2)))
                .findOne());
  }
}

package dev.fairlead.api.account;

import dev.fairlead.api.ApiConfig;
import dev.fairlead.api.OwnerTokenPlace;
import dev.fairlead.api.credential.OpaqueToken;
import dev.fairlead.api.secret.Secrets;
import dev.fairlead.site.ProjectId;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the owner's account at the first start, and a token for it that only the operator can read:
 * in a file of mode 0600, or in a secret. Whoever can read that may also read the database, so it
 * gives nobody anything new; a token that is still good is left alone. Of apis that start together
 * one writes it, and the others find it good.
 */
@Singleton
final class OwnerToken implements ApplicationEventListener<StartupEvent> {
  private static final Logger log = LoggerFactory.getLogger(OwnerToken.class);
  private static final String TOKEN_NAME = "owner-token-file";
  private static final Duration VALIDITY = Duration.ofDays(365);

  private final AccountStore accounts;
  private final BeanProvider<Secrets> secrets;
  private final Optional<OwnerTokenPlace> place;

  OwnerToken(AccountStore accounts, BeanProvider<Secrets> secrets, ApiConfig config) {
    this.accounts = accounts;
    this.secrets = secrets;
    this.place = Optional.ofNullable(config.ownerToken());
  }

  @Override
  public void onApplicationEvent(StartupEvent event) {
    SecureRandom random = new SecureRandom();
    String owner =
        accounts.ensureOwner(ProjectId.random(random).value(), ProjectId.random(random).value());
    place.ifPresent(there -> ensureToken(owner, there));
  }

  private void ensureToken(String owner, OwnerTokenPlace there) {
    try {
      accounts.alone(held -> replaceIfBad(owner, there));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the owner token in " + there, e);
    }
  }

  private void replaceIfBad(String owner, OwnerTokenPlace there) throws IOException {
    if (read(there).flatMap(token -> accounts.ofApiToken(token.strip())).isPresent()) {
      return;
    }
    OpaqueToken token = OpaqueToken.random(OpaqueToken.Kind.API);
    accounts.replaceApiToken(owner, TOKEN_NAME, token, VALIDITY);
    write(there, token);
    log.atInfo().addKeyValue("place", there).log("owner token written");
  }

  private Optional<String> read(OwnerTokenPlace there) throws IOException {
    return switch (there) {
      case OwnerTokenPlace.File(Path path) ->
          Files.exists(path) ? Optional.of(Files.readString(path)) : Optional.empty();
      case OwnerTokenPlace.Secret(String name) -> secrets.get().find(name);
    };
  }

  private void write(OwnerTokenPlace there, OpaqueToken token) throws IOException {
    switch (there) {
      case OwnerTokenPlace.File(Path path) -> write(path, token);
      case OwnerTokenPlace.Secret(String name) -> secrets.get().put(name, token.text());
    }
  }

  private static void write(Path path, OpaqueToken token) throws IOException {
    Path unfinished = path.resolveSibling(path.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    Files.createFile(
        unfinished,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(unfinished, token.text() + "\n");
    Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
  }
}

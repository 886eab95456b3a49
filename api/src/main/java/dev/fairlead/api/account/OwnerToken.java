package dev.fairlead.api.account;

import dev.fairlead.api.ApiConfig;
import dev.fairlead.api.credential.OpaqueToken;
import dev.fairlead.site.ProjectId;
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
 * Makes the owner's account at the first start, and a token for it in a file that only the operator
 * can read (mode 0600). Whoever can read that file may also read the database, so the file gives
 * nobody anything new; a token that is still good is left alone.
 */
@Singleton
final class OwnerToken implements ApplicationEventListener<StartupEvent> {
  private static final Logger log = LoggerFactory.getLogger(OwnerToken.class);
  private static final String TOKEN_NAME = "owner-token-file";
  private static final Duration VALIDITY = Duration.ofDays(365);

  private final AccountStore accounts;
  private final Optional<Path> file;

  OwnerToken(AccountStore accounts, ApiConfig config) {
    this.accounts = accounts;
    this.file = Optional.ofNullable(config.ownerTokenFile());
  }

  @Override
  public void onApplicationEvent(StartupEvent event) {
    SecureRandom random = new SecureRandom();
    String owner =
        accounts.ensureOwner(ProjectId.random(random).value(), ProjectId.random(random).value());
    file.ifPresent(path -> ensureToken(owner, path));
  }

  private void ensureToken(String owner, Path path) {
    try {
      if (Files.exists(path) && accounts.ofApiToken(Files.readString(path).strip()).isPresent()) {
        return;
      }
      OpaqueToken token = OpaqueToken.random(OpaqueToken.Kind.API);
      accounts.replaceApiToken(owner, TOKEN_NAME, token, VALIDITY);
      Path unfinished = path.resolveSibling(path.getFileName() + ".new");
      Files.deleteIfExists(unfinished);
      Files.createFile(
          unfinished,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(unfinished, token.text() + "\n");
      Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
      log.atInfo().addKeyValue("file", path).log("owner token written");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the owner token to " + path, e);
    }
  }
}

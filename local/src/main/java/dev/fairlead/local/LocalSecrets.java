package dev.fairlead.local;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/** The passwords of the inner servers: made at the first start, kept in a file of mode 0600. */
record LocalSecrets(String postgres, String redis, String s3) {
  private static final int BYTES = 24;

  static LocalSecrets ensure(Path file) throws IOException {
    if (!Files.exists(file)) {
      write(file);
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return new LocalSecrets(
        required(properties, "postgres", file),
        required(properties, "redis", file),
        required(properties, "s3", file));
  }

  private static void write(Path file) throws IOException {
    SecureRandom random = new SecureRandom();
    Properties properties = new Properties();
    for (String name : new String[] {"postgres", "redis", "s3"}) {
      byte[] secret = new byte[BYTES];
      random.nextBytes(secret);
      properties.setProperty(name, HexFormat.of().formatHex(secret));
    }
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    Files.createFile(
        unfinished,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (Writer writer = Files.newBufferedWriter(unfinished)) {
      properties.store(writer, "Passwords of the servers in this folder");
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String required(Properties properties, String name, Path file)
      throws LocalStartException {
    String value = properties.getProperty(name);
    if (value == null) {
      throw new LocalStartException(
          "%s has no password for %s; restore the file, or start with another --data folder."
              .formatted(file, name),
          null);
    }
    return value;
  }

  @Override
  public String toString() {
    return "LocalSecrets[hidden]";
  }
}

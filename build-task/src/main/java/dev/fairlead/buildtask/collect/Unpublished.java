package dev.fairlead.buildtask.collect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What is never published: version control, environment files, private keys. */
final class Unpublished {
  private static final Set<String> NAMES =
      Set.of(
          ".git",
          ".gitignore",
          ".gitattributes",
          ".gitmodules",
          ".hg",
          ".svn",
          ".npmrc",
          ".yarnrc",
          ".yarnrc.yml",
          ".netrc",
          ".ds_store");
  private static final Pattern ENVIRONMENT_FILE = Pattern.compile("\\.env(\\..*)?");
  private static final Pattern KEY_STORE = Pattern.compile(".*\\.(p12|pfx|jks)");
  private static final Pattern MAY_BE_KEY =
      Pattern.compile("id_(rsa|dsa|ecdsa|ed25519)|.*\\.(pem|key)");
  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----");
  private static final int HEAD = 16 << 10;

  private Unpublished() {}

  static boolean byName(String path, boolean inRepositoryRoot) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return NAMES.contains(name)
        || ENVIRONMENT_FILE.matcher(name).matches()
        || KEY_STORE.matcher(name).matches()
        || (inRepositoryRoot && path.equals("/node_modules"));
  }

  static boolean byContent(Path file, long length) throws IOException {
    Path name = file.getFileName();
    boolean suspect =
        name != null && MAY_BE_KEY.matcher(name.toString().toLowerCase(Locale.ROOT)).matches();
    if (!suspect || length == 0) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      String head = new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
      return PRIVATE_KEY.matcher(head).find();
    }
  }
}

package dev.fairlead.edge.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The names of the pairs that a folder has, wholly or in part: the default first, then in the order
 * of the alphabet, so that of too many the same ones are left out at every look.
 *
 * @param certificates those of which there is at least the certificate
 * @param keysOnly those of which there is only the key
 * @param isCut whether there are more than are named here
 */
record PairNames(Set<String> certificates, Set<String> keysOnly, boolean isCut) {
  static final String CERTIFICATE = ".crt";
  static final String KEY = ".key";
  static final String DEFAULT = "default";

  private static final Comparator<String> ORDER =
      Comparator.comparing((String name) -> !name.equals(DEFAULT))
          .thenComparing(Comparator.naturalOrder());

  /**
   * Lists a folder.
   *
   * @param most how many names are kept
   * @throws IOException if it cannot be listed to its end
   */
  static PairNames in(Path folder, int most) throws IOException {
    TreeMap<String, Boolean> hasCertificate = new TreeMap<>(ORDER);
    boolean cut = false;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path path : (Iterable<Path>) files::iterator) {
        String file = path.getFileName().toString();
        if (file.endsWith(CERTIFICATE)) {
          hasCertificate.put(without(file, CERTIFICATE), true);
        } else if (file.endsWith(KEY)) {
          hasCertificate.putIfAbsent(without(file, KEY), false);
        }
        if (hasCertificate.size() > most) {
          hasCertificate.pollLastEntry();
          cut = true;
        }
      }
    } catch (UncheckedIOException broken) {
      throw broken.getCause();
    }
    Set<String> certificates = new TreeSet<>(ORDER);
    Set<String> keysOnly = new TreeSet<>(ORDER);
    hasCertificate.forEach((name, has) -> (has ? certificates : keysOnly).add(name));
    return new PairNames(certificates, keysOnly, cut);
  }

  private static String without(String file, String extension) {
    return file.substring(0, file.length() - extension.length());
  }
}

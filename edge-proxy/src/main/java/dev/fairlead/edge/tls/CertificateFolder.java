package dev.fairlead.edge.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pairs of a folder, read again when their files change. A pair that has become unreadable, or
 * whose two files do not fit for the moment, stays as it was.
 */
final class CertificateFolder {
  private static final Logger log = LoggerFactory.getLogger(CertificateFolder.class);

  /** Files beyond so many pairs are not looked at. */
  private static final int MAX_PAIRS = 10_000;

  private static final int PROBLEMS_TO_NAME = 5;
  private static final String CERTIFICATE = ".crt";
  private static final String KEY = ".key";
  private static final String DEFAULT = "default";

  private final Path folder;
  private final TicketKeys tickets;
  private final Map<String, Loaded> loaded = new TreeMap<>();
  private final Map<String, Refusal> refused = new TreeMap<>();

  /** Pairs of which a file is missing: for how many looks. */
  private final Map<String, Integer> incomplete = new TreeMap<>();

  /** What tells that files have changed. */
  private record Stamp(FileTime certificate, long length, FileTime key, long keyLength) {}

  /** Why a pair cannot be used, as its files are. */
  private record Refusal(Stamp stamp, String problem) {}

  private record Loaded(Stamp stamp, ServedCertificate certificate) {}

  CertificateFolder(Path folder, TicketKeys tickets) {
    this.folder = folder;
    this.tickets = tickets;
  }

  /**
   * Reads what has changed.
   *
   * @param retired gets the certificates that are no longer shown
   * @return null if nothing has changed
   * @throws IOException if the folder cannot be read, or has no pair that can be used
   */
  @Nullable Certificates refresh(List<ServedCertificate> retired) throws IOException {
    List<String> files = files();
    Set<String> names = names(files, CERTIFICATE);
    Set<String> keysOnly = names(files, KEY);
    keysOnly.removeAll(names);
    boolean changed = false;
    for (String gone : List.copyOf(loaded.keySet())) {
      if (!names.contains(gone) && loaded.size() > 1) {
        retire(loaded.remove(gone), retired);
        log.atInfo().setMessage("A certificate is gone").addKeyValue("name", gone).log();
        changed = true;
      }
    }
    refused.keySet().retainAll(names);
    incomplete.keySet().removeIf(name -> !names.contains(name) && !keysOnly.contains(name));
    keysOnly.forEach(name -> tellIfStillIncomplete(name, false));
    for (String name : names) {
      changed |= refresh(name, retired);
    }
    if (loaded.isEmpty()) {
      throw new IOException(
          "%s: no pair of NAME%s and NAME%s that can be used (expected: at least one)%s"
              .formatted(folder, CERTIFICATE, KEY, problems()));
    }
    return changed ? snapshot() : null;
  }

  List<ServedCertificate> all() {
    return loaded.values().stream().map(Loaded::certificate).toList();
  }

  private boolean refresh(String name, List<ServedCertificate> retired) throws IOException {
    Path certificate = folder.resolve(name + CERTIFICATE);
    Path key = folder.resolve(name + KEY);
    Stamp stamp = stamp(certificate, key);
    Loaded before = loaded.get(name);
    if (stamp == null) {
      tellIfStillIncomplete(name, before != null);
      return false;
    }
    incomplete.remove(name);
    Refusal refusal = refused.get(name);
    if ((refusal != null && refusal.stamp.equals(stamp))
        || (before != null && before.stamp.equals(stamp))) {
      return false;
    }
    try {
      ServedCertificate fresh = new ServedCertificate(PemPair.read(certificate, key), tickets);
      loaded.put(name, new Loaded(stamp, fresh));
      refused.remove(name);
      retire(before, retired);
      log.atInfo()
          .setMessage("Read a certificate")
          .addKeyValue("name", name)
          .addKeyValue("hosts", fresh.names())
          .addKeyValue("until", fresh.leaf().getNotAfter().toInstant())
          .log();
      return true;
    } catch (IOException wrong) {
      refused.put(name, new Refusal(stamp, String.valueOf(wrong.getMessage())));
      log.atError()
          .setMessage("A certificate cannot be used")
          .addKeyValue("name", name)
          .addKeyValue("problem", wrong.getMessage())
          .addKeyValue("instead", before == null ? "none" : "the one before")
          .log();
      return false;
    }
  }

  /** The second file may be on its way at the first look, so the second look tells. */
  private void tellIfStillIncomplete(String name, boolean shown) {
    if (incomplete.merge(name, 1, Integer::sum) == 2) {
      log.atWarn()
          .setMessage("A certificate is not complete")
          .addKeyValue("name", name)
          .addKeyValue("problem", missingOf(name))
          .addKeyValue("instead", shown ? "the one before" : "none")
          .log();
    }
  }

  private String missingOf(String name) {
    String missing = Files.exists(folder.resolve(name + KEY)) ? CERTIFICATE : KEY;
    return "%s is missing".formatted(folder.resolve(name + missing));
  }

  /** Why nothing can be used, the first reasons. */
  private String problems() {
    return Stream.concat(
            refused.values().stream().map(Refusal::problem),
            incomplete.keySet().stream().map(this::missingOf))
        .limit(PROBLEMS_TO_NAME)
        .map("\n  %s"::formatted)
        .collect(Collectors.joining());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).limit(2 * MAX_PAIRS).toList();
    }
  }

  private static Set<String> names(List<String> files, String extension) {
    return files.stream()
        .filter(file -> file.endsWith(extension))
        .map(file -> file.substring(0, file.length() - extension.length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Certificates snapshot() {
    Loaded named = loaded.get(DEFAULT);
    List<ServedCertificate> all = all();
    return new Certificates(all, named == null ? all.getFirst() : named.certificate);
  }

  /** Null while one of the files is not there. */
  private static @Nullable Stamp stamp(Path certificate, Path key) throws IOException {
    try {
      return new Stamp(
          Files.getLastModifiedTime(certificate),
          Files.size(certificate),
          Files.getLastModifiedTime(key),
          Files.size(key));
    } catch (NoSuchFileException missing) {
      return null;
    }
  }

  private static void retire(@Nullable Loaded old, List<ServedCertificate> retired) {
    if (old != null) {
      retired.add(old.certificate);
    }
  }
}

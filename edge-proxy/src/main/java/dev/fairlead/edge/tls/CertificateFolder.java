package dev.fairlead.edge.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
  private static final int MAX_PAIRS = 10_000;
  private static final String CERTIFICATE = ".crt";
  private static final String KEY = ".key";
  private static final String DEFAULT = "default";

  private final Path folder;
  private final TicketKeys tickets;
  private final Map<String, Loaded> loaded = new TreeMap<>();
  private final Map<String, Stamp> refused = new HashMap<>();

  /** What tells that files have changed. */
  private record Stamp(FileTime certificate, long length, FileTime key, long keyLength) {}

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
    Set<String> names = names();
    boolean changed = false;
    for (String gone : List.copyOf(loaded.keySet())) {
      if (!names.contains(gone) && loaded.size() > 1) {
        retire(loaded.remove(gone), retired);
        log.atInfo().setMessage("A certificate is gone").addKeyValue("name", gone).log();
        changed = true;
      }
    }
    for (String name : names) {
      changed |= refresh(name, retired);
    }
    if (loaded.isEmpty()) {
      throw new IOException(
          "%s: no pair of NAME%s and NAME%s that can be used (expected: at least one)"
              .formatted(folder, CERTIFICATE, KEY));
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
    if (stamp == null
        || stamp.equals(refused.get(name))
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
      refused.put(name, stamp);
      log.atError()
          .setMessage("A certificate cannot be used")
          .addKeyValue("name", name)
          .addKeyValue("problem", wrong.getMessage())
          .addKeyValue("instead", before == null ? "none" : "the one before")
          .log();
      return false;
    }
  }

  private Set<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names = new ArrayList<>();
      files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(CERTIFICATE))
          .limit(MAX_PAIRS)
          .forEach(file -> names.add(file.substring(0, file.length() - CERTIFICATE.length())));
      return Set.copyOf(names);
    }
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

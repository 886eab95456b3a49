package dev.fairlead.edge.tls;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

  private static final int PROBLEMS_TO_NAME = 5;

  private final Path folder;
  private final TicketKeys tickets;
  private final int mostPairs;
  private final Map<String, Loaded> loaded = new TreeMap<>();
  private final Map<String, Refusal> refused = new TreeMap<>();

  /** What has been replaced since the certificates were published last, and is shown till then. */
  private List<ServedCertificate> replaced = new ArrayList<>();

  private boolean changed;
  private boolean toldOfMore;

  /** Pairs of which a file is missing: for how many looks. */
  private final Map<String, Integer> incomplete = new TreeMap<>();

  /**
   * Why a pair cannot be used, as its files are.
   *
   * @param stamp null if the files cannot be read, so that nothing tells when they can be
   */
  private record Refusal(@Nullable PairStamp stamp, String problem) {}

  private record Loaded(PairStamp stamp, ServedCertificate certificate) {}

  /**
   * Another set of certificates to be shown.
   *
   * @param retired those that it holds no more, to be released when nobody uses them
   */
  record Change(Certificates certificates, List<ServedCertificate> retired) {}

  /**
   * @param mostPairs pairs beyond so many are not looked at
   */
  CertificateFolder(Path folder, TicketKeys tickets, int mostPairs) {
    this.folder = folder;
    this.tickets = tickets;
    this.mostPairs = mostPairs;
  }

  /**
   * Reads what has changed; {@link #takeChange} tells it, also where this ends with an exception.
   *
   * @throws IOException if the folder cannot be listed, or has no pair that can be used
   */
  void refresh() throws IOException {
    PairNames names = PairNames.in(folder, mostPairs);
    tellIfMore(names.isCut());
    Set<String> certificates = names.certificates();
    for (String gone : List.copyOf(loaded.keySet())) {
      if (!certificates.contains(gone) && loaded.size() > 1) {
        replace(loaded.remove(gone));
        log.atInfo().setMessage("A certificate is gone").addKeyValue("name", gone).log();
      }
    }
    refused.keySet().retainAll(certificates);
    incomplete
        .keySet()
        .removeIf(name -> !certificates.contains(name) && !names.keysOnly().contains(name));
    names.keysOnly().forEach(name -> tellIfStillIncomplete(name, false));
    certificates.forEach(this::refresh);
    if (loaded.isEmpty()) {
      throw new IOException(
          "%s: no pair of NAME%s and NAME%s that can be used (expected: at least one)%s"
              .formatted(folder, PairNames.CERTIFICATE, PairNames.KEY, problems()));
    }
  }

  /** What is to be shown from now on; null if that has not changed since this was asked last. */
  @Nullable Change takeChange() {
    if (!changed || loaded.isEmpty()) {
      return null;
    }
    Loaded named = loaded.get(PairNames.DEFAULT);
    List<ServedCertificate> all = all();
    Certificates shown = new Certificates(all, named == null ? all.getFirst() : named.certificate);
    Change change = new Change(shown, replaced);
    replaced = new ArrayList<>();
    changed = false;
    return change;
  }

  List<ServedCertificate> all() {
    return loaded.values().stream().map(Loaded::certificate).toList();
  }

  /** Gives all back; nothing of it may be shown any more. */
  void release() {
    all().forEach(ServedCertificate::release);
    replaced.forEach(ServedCertificate::release);
    loaded.clear();
    replaced.clear();
  }

  private void refresh(String name) {
    Path certificate = folder.resolve(name + PairNames.CERTIFICATE);
    Path key = folder.resolve(name + PairNames.KEY);
    Loaded before = loaded.get(name);
    PairStamp stamp = null;
    try {
      stamp = PairStamp.of(certificate, key);
      if (stamp == null) {
        tellIfStillIncomplete(name, before != null);
        return;
      }
      incomplete.remove(name);
      if (before != null && before.stamp.equals(stamp)) {
        refused.remove(name);
      } else if (!isRefused(name, stamp)) {
        load(name, stamp, new ServedCertificate(PemPair.read(certificate, key), tickets));
      }
    } catch (FileSystemException unreadable) {
      refuse(
          name,
          null,
          "%s cannot be read: %s (expected: two files that the edge may read)"
              .formatted(certificate, unreadable));
    } catch (IOException | RuntimeException wrong) {
      refuse(name, stamp, String.valueOf(wrong.getMessage()));
    }
  }

  private boolean isRefused(String name, PairStamp stamp) {
    Refusal refusal = refused.get(name);
    return refusal != null && stamp.equals(refusal.stamp);
  }

  private void load(String name, PairStamp stamp, ServedCertificate fresh) {
    replace(loaded.put(name, new Loaded(stamp, fresh)));
    refused.remove(name);
    log.atInfo()
        .setMessage("Read a certificate")
        .addKeyValue("name", name)
        .addKeyValue("hosts", fresh.names())
        .addKeyValue("until", fresh.leaf().getNotAfter().toInstant())
        .log();
  }

  /** One that cannot be read is tried at every look, and told of when the reason is another. */
  private void refuse(String name, @Nullable PairStamp stamp, String problem) {
    Refusal refusal = new Refusal(stamp, problem);
    if (refusal.equals(refused.put(name, refusal))) {
      return;
    }
    log.atError()
        .setMessage("A certificate cannot be used")
        .addKeyValue("name", name)
        .addKeyValue("problem", problem)
        .addKeyValue("instead", loaded.containsKey(name) ? "the one before" : "none")
        .log();
  }

  private void replace(@Nullable Loaded old) {
    changed = true;
    if (old != null) {
      replaced.add(old.certificate);
    }
  }

  private void tellIfMore(boolean more) {
    if (more && !toldOfMore) {
      log.atWarn()
          .setMessage("There are more certificates than are looked at")
          .addKeyValue("folder", folder)
          .addKeyValue("most", mostPairs)
          .log();
    }
    toldOfMore = more;
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
    String missing =
        Files.exists(folder.resolve(name + PairNames.KEY)) ? PairNames.CERTIFICATE : PairNames.KEY;
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
}

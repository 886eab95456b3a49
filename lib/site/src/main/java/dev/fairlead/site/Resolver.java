package dev.fairlead.site;

import dev.fairlead.site.Resolution.Missing;
import dev.fairlead.site.Resolution.Serve;
import dev.fairlead.site.rules.RuleMemory;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides what one deployment answers to a request. Made once from a manifest, then immutable: no
 * I/O, no clock, a few hash look-ups a request. A path of a request is only ever looked up, never
 * turned into a place in storage.
 */
public final class Resolver {
  /** What one without files and rules takes, about. */
  private static final int EMPTY_BYTES = 3_000;

  private final ProjectId project;
  private final DeploymentId deployment;
  private final Instant createdAt;
  private final CompiledSite site;
  private final long memoryBytes;

  public Resolver(Manifest manifest) {
    this(StoredSite.of(manifest));
  }

  private Resolver(StoredSite stored) {
    Manifest head = stored.head();
    project = head.project();
    deployment = head.deployment();
    createdAt = head.createdAt();
    site = CompiledSite.of(head, stored.files());
    memoryBytes = EMPTY_BYTES + stored.files().memoryBytes() + RuleMemory.of(head.rules());
  }

  /**
   * Reads what is stored as the manifest of a deployment, without a {@link Manifest} in between:
   * for many files that takes a fraction of the memory.
   *
   * @throws InvalidDocumentException if it is no manifest of that deployment, or one of a newer
   *     schema, or too large
   */
  public static Resolver parse(byte[] json, ProjectId project, DeploymentId deployment)
      throws InvalidDocumentException {
    return new Resolver(StoredSite.parse(json, project, deployment));
  }

  public ProjectId project() {
    return project;
  }

  public DeploymentId deployment() {
    return deployment;
  }

  public Instant createdAt() {
    return createdAt;
  }

  /** About what it takes of memory, in bytes: its files, and its rules by {@link RuleMemory}. */
  public long memoryBytes() {
    return memoryBytes;
  }

  /**
   * A file of the deployment.
   *
   * @param ordinal as in {@link Serve#file}: from 0
   */
  public SiteFile file(int ordinal) {
    return site.files().file(ordinal);
  }

  /**
   * Whether this is the address of a file whose bytes never change there: its name carries a
   * fingerprint, and no rule has led to it.
   *
   * @param target as sent, with or without a query
   */
  public boolean isImmutableAt(int file, String target) {
    return site.files().isImmutable(file) && Freshness.isImmutable(file(file), target);
  }

  /** What the header rules say of any answer to a request; nothing where its path is refused. */
  public ResponseHeaders headers(SiteRequest request) {
    return new Evaluation(site, request, Steps.UNTOLD).allHeaders();
  }

  /** What the deployment answers; the work is bounded whatever its rules and the request. */
  public Resolution resolve(SiteRequest request) {
    return new Evaluation(site, request, Steps.UNTOLD).answer();
  }

  /** A request on its way to an answer, which tells its steps. */
  Evaluation evaluation(SiteRequest request, Steps steps) {
    return new Evaluation(site, request, steps);
  }

  /**
   * The answer with a file whose name carries a fingerprint, for a later deployment that misses it.
   *
   * @param missing what the later deployment has resolved to
   */
  public Optional<Serve> retainedAsset(Missing missing) {
    int file = site.files().find(missing.path());
    return file >= 0 && site.files().isImmutable(file)
        ? Optional.of(new Serve(file, 200, missing.headers(), false))
        : Optional.empty();
  }
}

package dev.fairlead.build.protocol;

/**
 * The api's build endpoint: the only part of the platform a build can reach. All calls are {@code
 * POST} with a JSON body; all but {@link #CLAIM} carry {@code Authorization: Bearer <attempt
 * token>}.
 *
 * <p>409 means that the attempt is over (cancelled, lost its lease, or a newer one has begun): the
 * build ends itself. 5xx and broken connections are retried, since every call may be repeated.
 */
public final class BuildPaths {
  /**
   * {@link ClaimRequest} → {@link BuildSpec}. It may be repeated if the answer was lost, until the
   * first message with the attempt's token; each answer ends the token of the one before. 401 if
   * the token is unknown or the build has begun.
   */
  public static final String CLAIM = "/build/v1/claim";

  /**
   * Empty object, with the token of an idle process → {@link ClaimRequest} of the build it is
   * given; 204 if there is none within 20 s: ask again. 409: nobody needs it any more.
   */
  public static final String AWAIT = "/build/v1/await";

  /** Empty object → 204; keeps the lease of the attempt. */
  public static final String HEARTBEAT = "/build/v1/heartbeat";

  /** {@link EventBatch} → 204; events that were seen before are ignored. */
  public static final String EVENTS = "/build/v1/events";

  /** {@link LogChunk} → 204; lines that were seen before are ignored. */
  public static final String LOG = "/build/v1/log";

  /** {@link UploadRequest} → {@link UploadGrants}. */
  public static final String UPLOADS = "/build/v1/uploads";

  /** {@link PublishRequest} → 204 once the deployment is ready; 422 names what is wrong with it. */
  public static final String PUBLISH = "/build/v1/publish";

  private BuildPaths() {}
}

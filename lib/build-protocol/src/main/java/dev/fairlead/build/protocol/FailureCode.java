package dev.fairlead.build.protocol;

/** Every way a build can fail. The name is the wire form and never changes its meaning. */
public enum FailureCode {
  /** The address is of a form or leads to a host that is not allowed. */
  REPOSITORY_URL_REFUSED(Fault.USER),
  REPOSITORY_NOT_FOUND(Fault.USER),
  /** The repository is private, or the host asks for a password. */
  REPOSITORY_ACCESS_DENIED(Fault.USER),
  /** The host's name does not resolve, or nothing answers there. */
  REPOSITORY_UNREACHABLE(Fault.USER),
  REPOSITORY_EMPTY(Fault.USER),
  REF_NOT_FOUND(Fault.USER),
  SOURCE_TOO_LARGE(Fault.USER),
  /** The uploaded archive is damaged or holds something other than files and folders. */
  UPLOAD_INVALID(Fault.USER),
  ROOT_DIRECTORY_MISSING(Fault.USER),
  /** package.json cannot be read. */
  CONFIGURATION_INVALID(Fault.USER),
  /** No framework was found and no folder with an index.html. */
  NOTHING_TO_SERVE(Fault.USER),
  /** A project that needs a server at run time, such as Next.js without a static export. */
  UNSUPPORTED_PROJECT(Fault.USER),
  NODE_VERSION_UNAVAILABLE(Fault.USER),
  LOCKFILE_OUT_OF_DATE(Fault.USER),
  /** The install or build command ended with an exit code other than 0. */
  COMMAND_FAILED(Fault.USER),
  OUTPUT_MISSING(Fault.USER),
  OUTPUT_TOO_LARGE(Fault.USER),
  /** A path or link in the output that cannot be published. */
  OUTPUT_INVALID(Fault.USER),
  OUT_OF_MEMORY(Fault.USER),
  TIMED_OUT(Fault.USER),
  /** No sandbox works on this machine, and the operator has not allowed to go without. */
  PLATFORM_SANDBOX_UNAVAILABLE(Fault.PLATFORM),
  /** The build process could not be started. */
  PLATFORM_START_FAILED(Fault.PLATFORM),
  /** The build process has gone, more often than it is tried again. */
  PLATFORM_BUILD_LOST(Fault.PLATFORM),
  /** AWS had no machine of the size, for longer than the platform tries. */
  PLATFORM_NO_CAPACITY(Fault.PLATFORM),
  /** The build's image cannot be fetched. */
  PLATFORM_IMAGE_UNAVAILABLE(Fault.PLATFORM),
  /** The build's machine got no network, log or secret. */
  PLATFORM_NETWORK_UNAVAILABLE(Fault.PLATFORM),
  /** The platform's own set-up refuses to start builds: permissions, quotas, names, sizes. */
  PLATFORM_CONFIGURATION_INVALID(Fault.PLATFORM),
  /** The build's machine was taken away or stopped from outside. */
  PLATFORM_INTERRUPTED(Fault.PLATFORM),
  PLATFORM_UPLOAD_FAILED(Fault.PLATFORM),
  PLATFORM_ERROR(Fault.PLATFORM);

  private final Fault fault;

  FailureCode(Fault fault) {
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }
}

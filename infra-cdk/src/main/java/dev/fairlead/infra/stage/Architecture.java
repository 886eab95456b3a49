package dev.fairlead.infra.stage;

/** Processor of the tasks. The images must have been built for it. */
public enum Architecture {
  X86_64("X86_64", "linux/amd64"),
  ARM64("ARM64", "linux/arm64");

  private final String fargateName;
  private final String dockerPlatform;

  Architecture(String fargateName, String dockerPlatform) {
    this.fargateName = fargateName;
    this.dockerPlatform = dockerPlatform;
  }

  /**
   * Reads {@code x86_64} or {@code arm64}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Architecture parse(String text) {
    return switch (text) {
      case "x86_64" -> X86_64;
      case "arm64" -> ARM64;
      default ->
          throw new IllegalArgumentException(
              "architecture: %s (expected: x86_64 or arm64)".formatted(text));
    };
  }

  /** As a task definition names it. */
  public String fargateName() {
    return fargateName;
  }

  /** As {@code docker build --platform} names it. */
  public String dockerPlatform() {
    return dockerPlatform;
  }
}

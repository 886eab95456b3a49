package dev.fairlead.infra.stage;

/**
 * What a program's image is called where a stage takes it from.
 *
 * @param stage its name
 * @param program name of the module
 */
public record ImageName(String stage, String program) {
  public ImageName {
    Stage.requireName(stage);
    if (!Stage.IMAGES.contains(program)) {
      throw new IllegalArgumentException(
          "image: %s (expected: one of %s)".formatted(program, String.join(", ", Stage.IMAGES)));
    }
  }

  /** Repository in ECR. */
  public String repository() {
    return "fairlead/%s/%s".formatted(stage, program);
  }

  /** SSM parameter that has the address of the image, with its digest. */
  public String parameter() {
    return "/fairlead/%s/images/%s".formatted(stage, program);
  }
}

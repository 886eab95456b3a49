package dev.fairlead.infra.stage;

import java.util.List;

/**
 * What a program's image is called where a stage takes it from.
 *
 * @param stage its name
 * @param program name of the module
 */
public record ImageName(String stage, String program) {
  public static final String API = "api";
  public static final String BUILD_TASK = "build-task";
  public static final String EDGE_PROXY = "edge-proxy";
  public static final String WS_LOGS = "ws-logs";

  /** The programs that have an image. */
  public static final List<String> ALL = List.of(API, BUILD_TASK, EDGE_PROXY, WS_LOGS);

  public ImageName {
    Stage.requireName(stage);
    if (!ALL.contains(program)) {
      throw new IllegalArgumentException(
          "image: %s (expected: one of %s)".formatted(program, String.join(", ", ALL)));
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

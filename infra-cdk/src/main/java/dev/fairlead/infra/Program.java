package dev.fairlead.infra;

import dev.fairlead.infra.stage.ImageName;
import dev.fairlead.infra.stage.ProgramSize;
import dev.fairlead.infra.stage.Stage;
import java.util.List;

/** The programs that run in containers, with the ports on which they listen. */
enum Program {
  API(ImageName.API, 8080),
  WS_LOGS(ImageName.WS_LOGS, 8082),
  EDGE(ImageName.EDGE_PROXY, 8081),
  BUILD(ImageName.BUILD_TASK, 0);

  /** What the api answers here is for builds only; its other port refuses them. */
  static final int BUILD_PORT = 8090;

  /** The edge sends whoever comes here on to TLS. */
  static final int REDIRECT_PORT = 8083;

  private final String folder;
  private final int port;

  Program(String folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** Name of the program's module, its image and its container. */
  String folder() {
    return folder;
  }

  int port() {
    return port;
  }

  /** All ports on which it listens. */
  List<Integer> ports() {
    return switch (this) {
      case API -> List.of(port, BUILD_PORT);
      case EDGE -> List.of(port, REDIRECT_PORT);
      case WS_LOGS -> List.of(port);
      case BUILD -> List.of();
    };
  }

  /** What ECS runs in the container to see whether the program answers. */
  List<String> healthCheck() {
    return List.of("CMD", "/opt/fairlead/bin/health");
  }

  ProgramSize size(Stage stage) {
    return switch (this) {
      case API -> stage.size().api();
      case WS_LOGS -> stage.size().wsLogs();
      case EDGE -> stage.size().edge();
      case BUILD -> throw new IllegalStateException("a build's size is its project's");
    };
  }
}

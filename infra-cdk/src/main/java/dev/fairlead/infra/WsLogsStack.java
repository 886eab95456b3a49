package dev.fairlead.infra;

import dev.fairlead.infra.stage.StackRole;
import dev.fairlead.infra.stage.Stage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.constructs.Construct;

/** The log servers, behind the dashboard's load balancer. They reach the cache and nothing else. */
final class WsLogsStack extends FairleadStack {
  private static final int STOP_SECONDS = 30;

  private final FargateProgram program;

  WsLogsStack(
      Construct scope,
      Stage stage,
      NetworkStack network,
      DataStack data,
      DashboardStack dashboard,
      Images images) {
    super(scope, stage, StackRole.LOGS, "Fairlead: log servers");
    Map<String, String> environment =
        new HashMap<>(ApiSettings.redis(stage, data, Program.WS_LOGS));
    environment.put("FAIRLEAD_WS_PORT", Integer.toString(Program.WS_LOGS.port()));
    environment.put("FAIRLEAD_WS_ORIGINS", "https://" + stage.platform().name());
    this.program =
        new FargateProgram(
            this,
            stage,
            network,
            images,
            new ProgramSettings(
                Program.WS_LOGS,
                environment,
                List.of(ApiPermissions.cache(data, Program.WS_LOGS)),
                Map.of(Program.WS_LOGS.port(), dashboard.logTargets()),
                Optional.empty(),
                STOP_SECONDS,
                stage.size().spotLogs()));
  }

  FargateProgram program() {
    return program;
  }
}

package dev.fairlead.infra;

import dev.fairlead.infra.stage.Stage;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition.LogConfigurationProperty;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/** Where what a program prints is kept, for as many days as the stage's size says. */
final class ProgramLog {
  private ProgramLog() {}

  static LogGroup in(Construct scope, Stage stage, Program program) {
    LogGroup log =
        LogGroup.Builder.create(scope, "Log")
            .logGroupName("/fairlead/%s/%s".formatted(stage.name(), program.folder()))
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    if (log.getNode().getDefaultChild() instanceof CfnLogGroup group) {
      group.setRetentionInDays(stage.size().logDays());
    }
    return log;
  }

  /** Does not block the program when CloudWatch is slow; what does not fit into 4 MB is lost. */
  static LogConfigurationProperty configuration(LogGroup log) {
    return LogConfigurationProperty.builder()
        .logDriver("awslogs")
        .options(
            Map.of(
                "awslogs-group", log.getLogGroupName(),
                "awslogs-region", Aws.REGION,
                "awslogs-stream-prefix", "task",
                "mode", "non-blocking",
                "max-buffer-size", "4m"))
        .build();
  }
}

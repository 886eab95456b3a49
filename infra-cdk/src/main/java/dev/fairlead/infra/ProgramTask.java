package dev.fairlead.infra;

import dev.fairlead.infra.stage.ProgramSize;
import dev.fairlead.infra.stage.Stage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition.ContainerDefinitionProperty;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition.HealthCheckProperty;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition.KernelCapabilitiesProperty;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition.KeyValuePairProperty;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition.LinuxParametersProperty;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition.MountPointProperty;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition.PortMappingProperty;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition.RuntimePlatformProperty;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition.UlimitProperty;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition.VolumeProperty;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/**
 * Task definition of a long-running program: the image's ordinary user, no capabilities, and a root
 * file system that cannot be written; {@code /tmp} is a volume that goes with the task.
 */
final class ProgramTask {
  private static final int OPEN_FILES = 65_536;

  private final Stage stage;
  private final ProgramSettings settings;

  ProgramTask(Stage stage, ProgramSettings settings) {
    this.stage = stage;
    this.settings = settings;
  }

  CfnTaskDefinition in(Construct scope, Images.ProgramImage image) {
    Program program = settings.program();
    ProgramSize size = program.size(stage);
    LogGroup log = ProgramLog.in(scope, stage, program);
    Role role = TaskRoles.task(scope, settings.permissions());
    CfnTaskDefinition task =
        CfnTaskDefinition.Builder.create(scope, "Task")
            .family(stage.named(program.folder()))
            .requiresCompatibilities(List.of("FARGATE"))
            .networkMode("awsvpc")
            .cpu(Integer.toString(size.cpu()))
            .memory(Integer.toString(size.memoryMib()))
            .runtimePlatform(platform(stage))
            .executionRoleArn(TaskRoles.execution(scope, image, log).getRoleArn())
            .taskRoleArn(role.getRoleArn())
            .volumes(List.of(VolumeProperty.builder().name("tmp").build()))
            .containerDefinitions(List.of(container(image, log)))
            .build();
    suppressPlainEnvironment(task);
    return task;
  }

  /** The rule means secrets; of those there are only names here. */
  static void suppressPlainEnvironment(CfnTaskDefinition task) {
    Suppressions.on(
        task,
        "AwsSolutions-ECS2",
        "Addresses and names only. Secrets are named by their ARN and read with the task's role; a"
            + " test reads every value.");
  }

  static RuntimePlatformProperty platform(Stage stage) {
    return RuntimePlatformProperty.builder()
        .cpuArchitecture(stage.architecture().fargateName())
        .operatingSystemFamily("LINUX")
        .build();
  }

  static List<KeyValuePairProperty> environment(Map<String, String> variables) {
    return new TreeMap<>(variables)
        .entrySet().stream()
            .map(
                variable ->
                    KeyValuePairProperty.builder()
                        .name(variable.getKey())
                        .value(variable.getValue())
                        .build())
            .toList();
  }

  private ContainerDefinitionProperty container(Images.ProgramImage image, LogGroup log) {
    return ContainerDefinitionProperty.builder()
        .name(settings.program().folder())
        .image(image.uri())
        .essential(true)
        .readonlyRootFilesystem(true)
        .linuxParameters(
            LinuxParametersProperty.builder()
                .initProcessEnabled(true)
                .capabilities(KernelCapabilitiesProperty.builder().drop(List.of("ALL")).build())
                .build())
        .mountPoints(
            List.of(MountPointProperty.builder().sourceVolume("tmp").containerPath("/tmp").build()))
        .ulimits(
            List.of(
                UlimitProperty.builder()
                    .name("nofile")
                    .softLimit(OPEN_FILES)
                    .hardLimit(OPEN_FILES)
                    .build()))
        .environment(environment(settings.environment()))
        .portMappings(ports())
        .healthCheck(
            HealthCheckProperty.builder()
                .command(settings.program().healthCheck())
                .interval(10)
                .timeout(5)
                .retries(3)
                .startPeriod(60)
                .build())
        .stopTimeout(settings.stopSeconds())
        .logConfiguration(ProgramLog.configuration(log))
        .build();
  }

  private List<PortMappingProperty> ports() {
    return settings.program().ports().stream()
        .map(port -> PortMappingProperty.builder().containerPort(port).protocol("tcp").build())
        .toList();
  }
}

package dev.fairlead.infra;

import dev.fairlead.infra.stage.Stage;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition.ContainerDefinitionProperty;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition.KernelCapabilitiesProperty;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition.LinuxParametersProperty;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition.MountPointProperty;
import software.amazon.awscdk.services.ecs.CfnTaskDefinition.VolumeProperty;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/**
 * What a build is started from. It has no task role: inside of it there is no credential to find.
 * The launcher overrides its size by the project's, and adds the deployment and a one-time token.
 */
final class BuildTaskDefinition extends Construct {
  /** The launcher's overrides name it. */
  static final String CONTAINER = "build";

  /** The size of a build whose project names none. */
  private static final String CPU = "2048";

  private static final String MEMORY_MIB = "4096";
  private static final int STOP_SECONDS = 30;

  private final CfnTaskDefinition definition;
  private final Role executionRole;
  private final String family;

  BuildTaskDefinition(Construct scope, Stage stage, Images images) {
    super(scope, "Build");
    this.family = stage.named("build");
    LogGroup log = ProgramLog.in(this, stage, Program.BUILD);
    Images.ProgramImage image = images.of(this, Program.BUILD);
    this.executionRole = TaskRoles.execution(this, image, log);
    this.definition =
        CfnTaskDefinition.Builder.create(this, "Task")
            .family(family)
            .requiresCompatibilities(List.of("FARGATE"))
            .networkMode("awsvpc")
            .cpu(CPU)
            .memory(MEMORY_MIB)
            .runtimePlatform(ProgramTask.platform(stage))
            .executionRoleArn(executionRole.getRoleArn())
            .volumes(List.of(volume("tmp"), volume("work")))
            .containerDefinitions(List.of(container(stage, image, log)))
            .build();
    ProgramTask.suppressPlainEnvironment(definition);
  }

  String family() {
    return family;
  }

  Role executionRole() {
    return executionRole;
  }

  private static ContainerDefinitionProperty container(
      Stage stage, Images.ProgramImage image, LogGroup log) {
    return ContainerDefinitionProperty.builder()
        .name(CONTAINER)
        .image(image.uri())
        .essential(true)
        .readonlyRootFilesystem(true)
        .linuxParameters(
            LinuxParametersProperty.builder()
                .capabilities(KernelCapabilitiesProperty.builder().drop(List.of("ALL")).build())
                .build())
        .mountPoints(List.of(mount("tmp", "/tmp"), mount("work", "/work")))
        .environment(
            ProgramTask.environment(
                Map.of(
                    "FAIRLEAD_API_URL", ApiStack.buildUrl(stage),
                    "FAIRLEAD_WORK_DIR", "/work",
                    "FAIRLEAD_SANDBOX", "user")))
        .stopTimeout(STOP_SECONDS)
        .logConfiguration(ProgramLog.configuration(log))
        .build();
  }

  private static VolumeProperty volume(String name) {
    return VolumeProperty.builder().name(name).build();
  }

  private static MountPointProperty mount(String volume, String path) {
    return MountPointProperty.builder().sourceVolume(volume).containerPath(path).build();
  }
}

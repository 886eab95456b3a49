package dev.fairlead.infra;

import dev.fairlead.infra.stage.Architecture;
import dev.fairlead.infra.stage.ImageName;
import dev.fairlead.infra.stage.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awscdk.Arn;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecr.assets.DockerImageAsset;
import software.amazon.awscdk.services.ecr.assets.Platform;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.constructs.Construct;

/** Where the programs' images come from. */
sealed interface Images {

  /** The image of a program, as the stack that runs it names it. */
  ProgramImage of(Construct scope, Program program);

  /**
   * An image.
   *
   * @param uri for a task definition
   * @param repositories ARNs of the repositories from which it may be pulled
   */
  record ProgramImage(String uri, String repository) {}

  /** The CDK builds and pushes them from the folders that {@code ./fairlead image context} made. */
  record Built(Path folder, Architecture architecture) implements Images {
    public Built {
      List<String> missing =
          List.of(Program.values()).stream()
              .map(Program::folder)
              .filter(program -> !Files.isRegularFile(folder.resolve(program, "Dockerfile")))
              .toList();
      if (!missing.isEmpty()) {
        throw new IllegalArgumentException(
            "images: no Dockerfile of %s below %s (expected: run ./fairlead image context)"
                .formatted(String.join(", ", missing), folder));
      }
    }

    @Override
    public ProgramImage of(Construct scope, Program program) {
      DockerImageAsset asset =
          DockerImageAsset.Builder.create(scope, "Image")
              .directory(folder.resolve(program.folder()).toString())
              .platform(Platform.custom(architecture.dockerPlatform()))
              .build();
      return new ProgramImage(asset.getImageUri(), asset.getRepository().getRepositoryArn());
    }
  }

  /** {@code ./fairlead image push} has pushed them, and left their addresses in SSM. */
  record Pushed(Stage stage) implements Images {
    @Override
    public ProgramImage of(Construct scope, Program program) {
      String uri =
          StringParameter.valueForStringParameter(scope, stage.imageParameter(program.folder()));
      return new ProgramImage(
          uri,
          Arn.format(
              ArnComponents.builder()
                  .service("ecr")
                  .region(Aws.REGION)
                  .account(Aws.ACCOUNT_ID)
                  .resource("repository")
                  .resourceName(new ImageName(stage.name(), program.folder()).repository())
                  .build(),
              Stack.of(scope)));
    }
  }
}

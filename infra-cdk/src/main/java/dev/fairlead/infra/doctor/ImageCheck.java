package dev.fairlead.infra.doctor;

import dev.fairlead.infra.Synthesis.ImageSource;
import dev.fairlead.infra.stage.Stage;
import java.util.List;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;

/** Whether the programs' images are there, or can be made. */
final class ImageCheck implements Check {
  private final AwsAccess aws;
  private final Stage stage;
  private final ImageSource source;
  private final Tools tools;

  ImageCheck(AwsAccess aws, Stage stage, ImageSource source, Tools tools) {
    this.aws = aws;
    this.stage = stage;
    this.source = source;
    this.tools = tools;
  }

  @Override
  public String subject() {
    return "images";
  }

  @Override
  public List<Finding> run() {
    return switch (source) {
      case BUILT -> List.of(engine());
      case PUSHED -> List.of(pushed());
    };
  }

  private Finding engine() {
    return tools.answer(List.of("docker", "version", "--format", "{{.Server.Version}}")).isPresent()
        ? Finding.ok("a Docker engine answers, and builds them")
        : Finding.fail(
            "no Docker engine answers, and the images have to be built",
            "Start one, or use images that were pushed elsewhere: --images pushed.");
  }

  private Finding pushed() {
    List<String> names = stage.imageParameters();
    try (SsmClient ssm = aws.client(SsmClient.builder())) {
      GetParametersResponse answer = ssm.getParameters(request -> request.names(names));
      return answer.invalidParameters().isEmpty()
          ? Finding.ok("%d pushed images are known".formatted(names.size()))
          : Finding.fail(
              "not pushed: " + String.join(", ", answer.invalidParameters()),
              "Run ./fairlead image push --stage %s --region %s"
                  .formatted(stage.name(), stage.region()));
    }
  }
}

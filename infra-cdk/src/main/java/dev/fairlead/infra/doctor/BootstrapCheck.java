package dev.fairlead.infra.doctor;

import dev.fairlead.infra.stage.Stage;
import java.util.List;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/** Whether the CDK has its bucket and its roles in each region. */
public final class BootstrapCheck implements Check {
  private static final String VERSION = "/cdk-bootstrap/hnb659fds/version";

  /** What the templates of this version of the CDK ask for. */
  private static final int LEAST = 6;

  private final AwsAccess aws;
  private final Stage stage;

  BootstrapCheck(AwsAccess aws, Stage stage) {
    this.aws = aws;
    this.stage = stage;
  }

  /** Regions in which the CDK has to be bootstrapped before anything can be deployed. */
  public static List<String> missing(AwsAccess aws, Stage stage) {
    return stage.regions().stream().filter(region -> version(aws.in(region)) < LEAST).toList();
  }

  @Override
  public String subject() {
    return "bootstrap";
  }

  @Override
  public List<Finding> run() {
    return stage.regions().stream()
        .map(
            region -> {
              int version = version(aws.in(region));
              return version < LEAST
                  ? Finding.warn(
                      region + " is not bootstrapped for the CDK",
                      "Nothing to do: ./fairlead aws deploy does it first.")
                  : Finding.ok("%s has version %d".formatted(region, version));
            })
        .toList();
  }

  private static int version(AwsAccess aws) {
    try (SsmClient ssm = aws.client(SsmClient.builder())) {
      return Integer.parseInt(
          ssm.getParameter(request -> request.name(VERSION)).parameter().value());
    } catch (ParameterNotFoundException | NumberFormatException e) {
      return 0;
    }
  }
}

package dev.fairlead.infra.doctor;

import dev.fairlead.infra.Synthesis.ImageSource;
import dev.fairlead.infra.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;

/** Asks everything that a deployment depends on, and says what to do about what is missing. */
public final class Doctor {
  private final List<Check> checks;

  Doctor(List<Check> checks) {
    this.checks = List.copyOf(checks);
  }

  /** All questions about a stage. */
  public static Doctor of(AwsAccess aws, Stage stage, ImageSource images) {
    Tools tools = Tools.ofPath();
    return new Doctor(
        List.of(
            new ToolCheck(tools),
            new CredentialsCheck(aws),
            new RegionCheck(aws, stage),
            new ZoneCheck(aws, stage),
            new LeftRegionCheck(aws, stage),
            new BootstrapCheck(aws, stage),
            new QuotaCheck(aws, stage),
            new DomainCheck(aws, stage, NameServers.ofResolver()),
            new RoleCheck(aws),
            new ImageCheck(aws, stage, images, tools)));
  }

  /** What a question came to. */
  public record Answer(String subject, Finding finding) {}

  /** Asks all questions; after missing credentials no other question to AWS. */
  public List<Answer> examine() {
    List<Answer> answers = new ArrayList<>();
    for (Check check : checks) {
      for (Finding finding : ask(check)) {
        answers.add(new Answer(check.subject(), finding));
        if (check instanceof CredentialsCheck && finding.level() == Finding.Level.FAIL) {
          return answers;
        }
      }
    }
    return answers;
  }

  private static List<Finding> ask(Check check) {
    try {
      return check.run();
    } catch (SdkException e) {
      return List.of(
          Finding.fail(
              "AWS refused to answer: " + e.getMessage(),
              "The credentials need the permission that the message names: docs/aws.md,"
                  + " Credentials."));
    }
  }
}

package dev.fairlead.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import software.constructs.IConstruct;

/** Findings of cdk-nag that are answered with a reason; each stands where its cause is. */
final class Suppressions {
  private Suppressions() {}

  /** Answers a rule for a construct and all below it. */
  static void on(IConstruct construct, String rule, String reason) {
    NagSuppressions.addResourceSuppressions(
        construct, List.of(NagPackSuppression.builder().id(rule).reason(reason).build()), true);
  }

  /** Answers one finding of a rule, such as {@code Resource::*}, and no other. */
  static void on(IConstruct construct, String rule, String reason, List<String> findings) {
    NagSuppressions.addResourceSuppressions(
        construct,
        List.of(NagPackSuppression.builder().id(rule).reason(reason).appliesTo(findings).build()),
        true);
  }
}

package dev.fairlead.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import io.github.cdklabs.cdknag.RegexAppliesTo;
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

  /**
   * Answers findings of a rule, and no others.
   *
   * @param findings regular expressions such as {@code Resource::\\*}, each for a whole finding
   */
  static void on(IConstruct construct, String rule, String reason, List<String> findings) {
    List<RegexAppliesTo> patterns =
        findings.stream()
            .map(finding -> RegexAppliesTo.builder().regex("/^%s$/".formatted(finding)).build())
            .toList();
    NagSuppressions.addResourceSuppressions(
        construct,
        List.of(NagPackSuppression.builder().id(rule).reason(reason).appliesTo(patterns).build()),
        true);
  }
}

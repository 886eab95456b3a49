package dev.fairlead.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.build.protocol.Failure;
import dev.fairlead.build.protocol.FailureCode;
import dev.fairlead.build.protocol.PublishRequest;
import dev.fairlead.site.NotFoundHandling;
import dev.fairlead.site.rules.HeaderRule;
import dev.fairlead.site.rules.RedirectRule;
import dev.fairlead.site.rules.RuleProblem;
import dev.fairlead.site.rules.RuleProblem.Severity;
import dev.fairlead.site.rules.RuleScope;
import dev.fairlead.site.rules.RuleSource;
import dev.fairlead.site.rules.SiteRules;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of a site on their way from its build to its manifest and its page. */
final class SiteRulesTest {
  private final ApiFixture api = ApiFixture.instance();
  private final RuledSites sites = new RuledSites(api);

  @Test
  void problemsAreCountedAndListed() {
    String id = sites.published("problems", RuledSites.rules());

    JsonNode deployment = sites.deployment(id);
    JsonNode rules = sites.rulesOf(id).body();

    assertThat(deployment.at("/ruleProblems/errors").asInt()).isEqualTo(1);
    assertThat(deployment.at("/ruleProblems/warnings").asInt()).isEqualTo(1);
    assertThat(rules.path("redirects").asInt()).isEqualTo(2);
    assertThat(rules.path("headers").asInt()).isEqualTo(1);
    assertThat(rules.path("htmlHandling").asText()).isEqualTo("drop-trailing-slash");
    assertThat(rules.path("problems"))
        .extracting(JsonNode::toString)
        .containsExactly(
            "{\"file\":\"_redirects\",\"line\":2,\"severity\":\"error\",\"sentence\":\"The status"
                + " is 300.\"}",
            "{\"file\":\"_redirects\",\"line\":2,\"severity\":\"warning\",\"sentence\":\"This is"
                + " never reached.\"}");
  }

  @Test
  void problemsThatAreNotListedAreCounted() {
    RuleProblem listed = RuledSites.rules().problems().getFirst();
    RuleProblem others =
        new RuleProblem(
            RuledSites.REDIRECTS, Severity.WARNING, "Not listed: 41 more warnings.", 41);
    String id =
        sites.published("very-many-problems", new SiteRules(null, null, List.of(listed, others)));

    JsonNode deployment = sites.deployment(id);

    assertThat(deployment.at("/ruleProblems/errors").asInt()).isEqualTo(1);
    assertThat(deployment.at("/ruleProblems/warnings").asInt()).isEqualTo(41);
  }

  @Test
  void problemsForWhichABuildFailedAreListedToo() {
    Failure failure = new Failure(FailureCode.OUTPUT_INVALID, "Rules have 1 error.", null);
    String id = sites.failed("failing-for-rules", failure, RuledSites.rules().problems());

    JsonNode deployment = sites.deployment(id);
    ApiFixture.Answer rules = sites.rulesOf(id);

    assertThat(deployment.path("state").asText()).isEqualTo("failed");
    assertThat(deployment.at("/ruleProblems/errors").asInt()).isEqualTo(1);
    assertThat(deployment.at("/ruleProblems/warnings").asInt()).isEqualTo(1);
    assertThat(rules.status()).isEqualTo(200);
    assertThat(rules.body().has("redirects")).isFalse();
    assertThat(rules.body().path("problems"))
        .extracting(problem -> problem.path("sentence").asText())
        .containsExactly("The status is 300.", "This is never reached.");
  }

  @Test
  void aDeploymentThatFailedForAnotherReasonHasNoRules() {
    Failure failure = new Failure(FailureCode.COMMAND_FAILED, "It broke.", 7L);
    String id = sites.failed("broken", failure, List.of());

    assertThat(sites.rulesOf(id).text("code")).isEqualTo("STATE_CONFLICT");
    assertThat(sites.deployment(id).has("ruleProblems")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          set-cookie         | s=evil; Domain=sites.example | _headers:1: A cookie with Domain would reach other sites; remove the attribute.
          alt-svc            | h3="evil:443"                | _headers:1: A site cannot set alt-svc: the edge decides it for every answer.
          proxy-authenticate | Basic                        | _headers:1: A site cannot set proxy-authenticate: it belongs to the connection.
          Content-Length     | 5                            | _headers:1: Content-Length is no header name
          """)
  void aBuildCannotPublishAHeaderThatIsNotASites(String name, String value, String sentence) {
    String project = "forged-" + name.toLowerCase(Locale.ROOT);
    String id = sites.begin(project);
    FakeBuild build = FakeBuild.claim(id, 1);
    HeaderRule forged =
        new HeaderRule(
            new RuleSource("_headers", 1),
            RuleScope.ofPath("/*"),
            List.of(new HeaderRule.Field(name, value, false)));

    ApiFixture.Answer refused =
        build.publish(
            new PublishRequest(
                NotFoundHandling.NONE,
                null,
                new SiteRules(null, List.of(forged), null),
                List.of(build.upload("/index.html", "x"))));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("field")).isEqualTo("rules");
    assertThat(refused.text("detail")).startsWith(sentence);
    assertThat(sites.deployment(id).path("state").asText()).isNotEqualTo("ready");
  }

  @Test
  void aHundredThousandRulesArePublished() {
    List<RedirectRule> many =
        IntStream.rangeClosed(1, 100_000)
            .mapToObj(
                i ->
                    new RedirectRule(
                        new RuleSource("_redirects", i),
                        RuleScope.ofPath("/old/" + i),
                        null,
                        "/new/" + i,
                        301,
                        false))
            .toList();

    String id = sites.published("many-rules", new SiteRules(many, null, null));

    assertThat(sites.resolve(id, "/old/99999", "").path("location").asText())
        .isEqualTo("/new/99999");
  }
}

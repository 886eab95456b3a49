package dev.fairlead.api.rules;

import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.InvalidDocumentException;
import dev.fairlead.site.WireFormat;
import dev.fairlead.site.rules.RuleProblem;
import dev.fairlead.site.rules.SiteRules;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Keeps what was wrong with the rules of a deployment that has no manifest, since it failed. */
@Singleton
public final class RuleProblemStore {
  private final Jdbi jdbi;

  RuleProblemStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Counts the problems of a deployment that has just failed, and keeps them if there are any. */
  public static void keep(Handle handle, DeploymentId deployment, List<RuleProblem> problems) {
    if (problems.isEmpty()) {
      return;
    }
    RuleProblemCount counts = RuleProblemCount.of(problems);
    handle.execute(
        "UPDATE deployment SET rule_errors = ?, rule_warnings = ? WHERE id = ?",
        counts.errors(),
        counts.warnings(),
        deployment.value());
    handle.execute(
        "INSERT INTO rule_problems (deployment_id, problems) VALUES (?, ?)",
        deployment.value(),
        WireFormat.writeText(new SiteRules(null, null, problems)));
  }

  /** The problems that were kept; none if none were. */
  public List<RuleProblem> of(DeploymentId deployment) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT problems FROM rule_problems WHERE deployment_id = ?")
                .bind(0, deployment.value())
                .mapTo(String.class)
                .findOne()
                .map(RuleProblemStore::parse)
                .orElse(List.of()));
  }

  private static List<RuleProblem> parse(String json) {
    try {
      return WireFormat.parse(
              "rule problems", json.getBytes(StandardCharsets.UTF_8), SiteRules.class)
          .problems();
    } catch (InvalidDocumentException e) {
      throw new IllegalStateException("column problems holds no rule problems", e);
    }
  }
}

package dev.fairlead.api.publishing;

import dev.fairlead.api.Addresses;
import dev.fairlead.api.ApiConfig;
import dev.fairlead.api.attempt.Attempt;
import dev.fairlead.api.attempt.Attempts;
import dev.fairlead.api.project.ProjectName;
import dev.fairlead.api.route.AliasStore;
import dev.fairlead.api.rules.RuleProblemCount;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.Hostname;
import dev.fairlead.site.ProjectId;
import dev.fairlead.site.rules.RuleProblem;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Moves hosts from one deployment to another, in one transaction with what makes the move right.
 *
 * <p>The production host moves by itself only to a deployment that was asked for later than all
 * that went live before, and later than the last rollback: a slow old build never undoes a newer
 * one, and no running build undoes a rollback.
 */
@Singleton
public final class Activation {
  private final Jdbi jdbi;
  private final AliasStore aliases;
  private final Addresses addresses;

  Activation(Jdbi jdbi, AliasStore aliases, ApiConfig config) {
    this.jdbi = jdbi;
    this.aliases = aliases;
    this.addresses = config.addresses();
  }

  /**
   * Makes the deployment of an attempt ready and leads its hosts to it.
   *
   * @param problems of the site's rules, to be counted
   */
  void activate(String attemptToken, List<RuleProblem> problems) {
    jdbi.useTransaction(
        handle -> {
          Attempt attempt = Attempts.require(handle, attemptToken);
          markReady(handle, attempt, problems);
          Attempts.end(handle, attempt);
          ProjectName name = nameOf(handle, attempt.project());
          Hostname own = addresses.siteDomain().child(name.labelOf(attempt.deployment()));
          aliases.point(handle, own, attempt.project(), attempt.deployment(), false);
          if (attempt.production() && raiseFloor(handle, attempt)) {
            pointProduction(handle, attempt.project(), name, attempt.deployment());
          }
        });
  }

  /**
   * Leads the production host to a deployment that is ready, whatever its age; deployments that
   * were asked for until now no longer go live by themselves.
   */
  public void rollBack(ProjectId project, DeploymentId target) {
    jdbi.useTransaction(
        handle -> {
          handle.execute(
              """
              UPDATE project SET activation_floor =
                (SELECT max(sequence) FROM deployment WHERE project_id = project.id)
              WHERE id = ?
              """,
              project.value());
          pointProduction(handle, project, nameOf(handle, project), target);
        });
  }

  private static void markReady(Handle handle, Attempt attempt, List<RuleProblem> problems) {
    RuleProblemCount counts = RuleProblemCount.of(problems);
    handle.execute(
        """
        UPDATE deployment SET state = 'ready', finished_at = clock_timestamp(),
          rule_errors = ?, rule_warnings = ?
        WHERE id = ? AND state = 'building'
        """,
        counts.errors(),
        counts.warnings(),
        attempt.deployment().value());
    handle.execute(
        """
        UPDATE phase SET finished_at = clock_timestamp()
        WHERE deployment_id = ? AND attempt = ? AND finished_at IS NULL
        """,
        attempt.deployment().value(),
        attempt.number());
  }

  private static boolean raiseFloor(Handle handle, Attempt attempt) {
    return handle.execute(
            """
            UPDATE project SET activation_floor = deployment.sequence
            FROM deployment
            WHERE project.id = deployment.project_id AND deployment.id = ?
              AND project.activation_floor < deployment.sequence
            """,
            attempt.deployment().value())
        == 1;
  }

  private void pointProduction(
      Handle handle, ProjectId project, ProjectName name, DeploymentId deployment) {
    handle.execute(
        "UPDATE project SET production_deployment = ? WHERE id = ?",
        deployment.value(),
        project.value());
    aliases.point(handle, addresses.siteDomain().child(name.value()), project, deployment, true);
  }

  private static ProjectName nameOf(Handle handle, ProjectId project) {
    return new ProjectName(
        handle
            .createQuery("SELECT name FROM project WHERE id = ?")
            .bind(0, project.value())
            .mapTo(String.class)
            .one());
  }
}

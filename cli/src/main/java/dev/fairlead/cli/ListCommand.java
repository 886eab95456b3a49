package dev.fairlead.cli;

import java.io.IOException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists projects, or the deployments of one. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List projects, or the newest deployments of one.")
final class ListCommand implements Callable<Integer> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

  @Mixin private Platform platform = new Platform();

  @Parameters(arity = "0..1", paramLabel = "PROJECT", description = "Whose deployments to list.")
  private @Nullable String project;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() throws CliException, IOException {
    Console console = new Console();
    ApiClient api = platform.connect();
    String path = project == null ? "/v1/projects" : Lookup.projectPath(project) + "/deployments";
    if (json) {
      console.json(api.document(path));
    } else if (project == null) {
      projects(console, api.list(path, Documents.Project.class));
    } else {
      deployments(console, api.list(path, Documents.Deployment.class));
    }
    return ExitCode.DONE.code();
  }

  private static void projects(Console console, List<Documents.Project> projects) {
    if (projects.isEmpty()) {
      console.say(
          "There are no projects yet. Deploy something: ./fairlead deploy <git-url | folder>");
      return;
    }
    for (Documents.Project each : projects) {
      console.result(
          "%-24s %-44s %s"
              .formatted(
                  each.name(),
                  each.url(),
                  each.productionDeployment() == null
                      ? "not deployed"
                      : each.productionDeployment()));
    }
  }

  private static void deployments(Console console, List<Documents.Deployment> deployments) {
    if (deployments.isEmpty()) {
      console.say("There are no deployments yet.");
      return;
    }
    for (Documents.Deployment each : deployments) {
      String state = each.live() ? each.state() + ", live" : each.state();
      String what = each.commit() == null ? "" : String.valueOf(each.commit().message());
      console.result(
          "%s  %s  %-12s  %s"
              .formatted(each.id(), TIME.format(each.createdAt()), state, what)
              .stripTrailing());
    }
  }
}

package dev.fairlead.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens the dashboard, signed in, or a site. */
@Command(
    name = "open",
    mixinStandardHelpOptions = true,
    description = "Open the dashboard in a browser, signed in, or the site of a project.")
final class OpenCommand implements Callable<Integer> {
  @Mixin private Platform platform = new Platform();

  @Parameters(arity = "0..1", paramLabel = "PROJECT", description = "Whose site to open.")
  private @Nullable String project;

  @Option(names = "--print", description = "Print the addresses instead of opening a browser.")
  private boolean print;

  @Override
  public Integer call() throws CliException {
    Console console = new Console();
    ApiClient api = platform.connect();
    String url =
        project == null
            ? api.post("/v1/sign-in-links", Map.of(), Documents.SignInLink.class).url()
            : api.get(Lookup.projectPath(project), Documents.Project.class).url();
    if (print && project == null) {
      for (Documents.Project each : api.list("/v1/projects", Documents.Project.class)) {
        console.result("Site       %s".formatted(each.url()));
      }
      console.result("Dashboard  %s  (signs you in; once, within five minutes)".formatted(url));
    } else if (print || !browse(url)) {
      console.result(url);
    }
    return ExitCode.DONE.code();
  }

  /** Without a browser the address is printed instead. */
  private static boolean browse(String url) {
    boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
    if (!mac && System.getenv("DISPLAY") == null && System.getenv("WAYLAND_DISPLAY") == null) {
      return false;
    }
    try {
      new ProcessBuilder(List.of(mac ? "open" : "xdg-open", url))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}

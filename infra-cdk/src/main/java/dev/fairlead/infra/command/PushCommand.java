package dev.fairlead.infra.command;

import dev.fairlead.infra.doctor.AwsAccess;
import dev.fairlead.infra.image.EcrImages;
import dev.fairlead.infra.stage.ImageName;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Pushes images that were built here to ECR, and makes them a stage's. */
@Command(
    name = "./fairlead image push",
    mixinStandardHelpOptions = true,
    description = {
      "Pushes the images of ./fairlead image build to ECR, and makes them the stage's:",
      "./fairlead aws deploy --images pushed takes them."
    },
    footer = {"", "Exit codes: 0 done, 2 bad usage, 3 AWS or this machine failed."})
final class PushCommand implements Callable<Integer> {
  private final Processes processes;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(
      paramLabel = "PROGRAM",
      arity = "0..*",
      description = "api, build-task, edge-proxy, ws-logs; default: all.")
  private List<String> programs = new ArrayList<>();

  @Option(names = "--stage", paramLabel = "STAGE", description = "Default: ${DEFAULT-VALUE}.")
  private String stage = "live";

  @Option(names = "--region", paramLabel = "REGION", description = "Default: AWS_REGION.")
  private @Nullable String region = System.getenv("AWS_REGION");

  @Option(names = "--tag", paramLabel = "TAG", description = "Default: the short id of the commit.")
  private String tag = "latest";

  @Option(
      names = "--keep",
      paramLabel = "N",
      description = "Images that each repository keeps. Default: ${DEFAULT-VALUE}.")
  private int keep = 20;

  PushCommand(Processes processes) {
    this.processes = processes;
  }

  @Override
  public Integer call() throws IOException {
    if (region == null) {
      throw new CommandException(
          ExitCode.USAGE, "No region is given; add --region, or set AWS_REGION.");
    }
    List<ImageName> images = images();
    requireBuilt(images);
    try (EcrImages ecr = new EcrImages(AwsAccess.ofEnvironment(region))) {
      Path settings = Files.createTempDirectory("fairlead-docker-");
      try {
        push(ecr, images, new DockerPush(processes, settings));
      } finally {
        // It holds the registry's password.
        Files.deleteIfExists(settings.resolve("config.json"));
        Files.deleteIfExists(settings);
      }
    }
    return ExitCode.DONE.code();
  }

  private List<ImageName> images() {
    List<String> wanted = programs.isEmpty() ? ImageName.ALL : programs;
    try {
      return wanted.stream().map(program -> new ImageName(stage, program)).toList();
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  /** Before anything is changed in the account. */
  private void requireBuilt(List<ImageName> images) throws IOException {
    for (ImageName image : images) {
      Processes.Output found =
          processes.read(
              Path.of("."),
              Map.of(),
              List.of("docker", "image", "inspect", "--format", "ok", local(image)));
      if (found.exitCode() != 0) {
        throw new CommandException(
            ExitCode.PLATFORM,
            "There is no image %s here; run ./fairlead image build %s --tag %s first (docker: %s)"
                .formatted(local(image), image.program(), tag, found.text().strip()));
      }
    }
  }

  private void push(EcrImages ecr, List<ImageName> images, DockerPush docker) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    boolean signedIn = false;
    for (ImageName image : images) {
      String repository = ecr.ensureRepository(image, keep);
      Optional<String> digest = ecr.digestOf(image, tag);
      if (digest.isEmpty()) {
        if (!signedIn) {
          docker.signIn(ecr.login());
          signedIn = true;
        }
        out.println("Pushing %s:%s …".formatted(repository, tag));
        out.flush();
        docker.push(local(image), "%s:%s".formatted(repository, tag));
        digest = ecr.digestOf(image, tag);
      } else {
        out.println("%s:%s is there already".formatted(repository, tag));
      }
      String address =
          "%s@%s"
              .formatted(
                  repository,
                  digest.orElseThrow(
                      () ->
                          new CommandException(
                              ExitCode.PLATFORM,
                              "%s:%s was pushed, and ECR does not know it; push again."
                                  .formatted(repository, tag))));
      ecr.record(image, address);
      out.println("  %s → %s".formatted(image.parameter(), address));
      out.flush();
    }
  }

  private String local(ImageName image) {
    return "fairlead/%s:%s".formatted(image.program(), tag);
  }

  /** Docker, with settings of its own: the password does not stay in those of the user. */
  private record DockerPush(Processes processes, Path settings) {
    void signIn(EcrImages.Login login) throws IOException {
      Processes.Output answer =
          processes.feed(
              Map.of("DOCKER_CONFIG", settings.toString()),
              List.of(
                  "docker",
                  "login",
                  "--username",
                  login.user(),
                  "--password-stdin",
                  login.registry()),
              login.password());
      require(
          answer.exitCode(), "docker login to %s: %s".formatted(login.registry(), answer.text()));
    }

    void push(String local, String remote) throws IOException {
      Map<String, String> environment = Map.of("DOCKER_CONFIG", settings.toString());
      Path here = Path.of(".");
      require(
          processes.run(here, environment, List.of("docker", "tag", local, remote)),
          "docker tag %s %s".formatted(local, remote));
      require(
          processes.run(here, environment, List.of("docker", "push", "--quiet", remote)),
          "docker push " + remote);
    }

    private static void require(int exitCode, String what) {
      if (exitCode != 0) {
        throw new CommandException(
            ExitCode.PLATFORM, "%s failed with %d".formatted(what.strip(), exitCode));
      }
    }
  }
}

package dev.fairlead.infra.command;

import dev.fairlead.infra.Synthesis;
import dev.fairlead.infra.Synthesis.ImageSource;
import dev.fairlead.infra.stage.Stage;
import dev.fairlead.infra.stage.StageFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which stage a command is about. */
final class StageOptions {
  @Option(
      names = "--settings",
      paramLabel = "FILE",
      defaultValue = "fairlead-aws.toml",
      description = "Settings of the stage (default: ${DEFAULT-VALUE}); docs/aws.md shows one.")
  private Path settings = Path.of("fairlead-aws.toml");

  @Option(
      names = "--images",
      paramLabel = "SOURCE",
      description =
          "Where images come from: built (from target/images, by the CDK) or pushed (by ./fairlead"
              + " image push). Default: built if target/images is there, else pushed.")
  private @Nullable ImageSource images;

  @Option(names = "--home", hidden = true, description = "Folder of Fairlead.")
  private Path home = Path.of("").toAbsolutePath();

  Stage stage() {
    try {
      return StageFile.read(settings);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE, "%s cannot be read: %s".formatted(settings, e.getMessage()));
    }
  }

  ImageSource images() {
    if (images != null) {
      return images;
    }
    return Files.isDirectory(contexts()) ? ImageSource.BUILT : ImageSource.PUSHED;
  }

  Synthesis synthesise(Stage stage, boolean deletesData) {
    try {
      Path folder = home.resolve("target", "aws", stage.name());
      Files.createDirectories(folder);
      return Synthesis.of(stage, images(), contexts(), deletesData, folder.resolve("cdk.out"));
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.PLATFORM, "The templates cannot be written: " + e.getMessage());
    }
  }

  /** File for the addresses that a deployment prints. */
  Path outputs(Stage stage) {
    return home.resolve("target", "aws", stage.name(), "outputs.json");
  }

  CdkTool cdk(Stage stage, PrintWriter out) {
    return new CdkTool(Processes.ofMachine(), home.resolve("infra-cdk"), stage.region(), out);
  }

  String imagesText() {
    return images().name().toLowerCase(Locale.ROOT);
  }

  private Path contexts() {
    return home.resolve("target", "images");
  }
}

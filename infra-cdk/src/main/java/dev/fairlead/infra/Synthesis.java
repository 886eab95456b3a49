package dev.fairlead.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.infra.stage.Stage;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.NagReportFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;

/**
 * What became of a stage's stacks: CloudFormation templates in a folder from which the CDK's
 * command line deploys, with what cdk-nag says of them. Making it needs no account.
 *
 * @param stacks in the order of their deployment
 * @param findings of cdk-nag that nobody has answered
 * @param suppressions findings that are answered with a reason
 */
public record Synthesis(
    Path folder,
    List<StackTemplate> stacks,
    List<NagLine> findings,
    List<NagLine> suppressions,
    Duration time) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public Synthesis {
    stacks = List.copyOf(stacks);
    findings = List.copyOf(findings);
    suppressions = List.copyOf(suppressions);
  }

  /** A stack's template. */
  public record StackTemplate(String name, Path file, JsonNode template) {
    /** How many resources of each type there are. */
    public Map<String, Integer> resources() {
      Map<String, Integer> counts = new TreeMap<>();
      for (JsonNode resource : template.path("Resources")) {
        counts.merge(resource.path("Type").asText(), 1, Integer::sum);
      }
      return counts;
    }
  }

  /**
   * What cdk-nag says of one resource.
   *
   * @param reason why it is all right, or empty
   */
  public record NagLine(String rule, String resource, String what, String reason) {}

  /** Where the images of the stage's tasks come from. */
  public enum ImageSource {
    /** The CDK builds them from {@code target/images}. */
    BUILT,
    /** {@code ./fairlead image push} has pushed them. */
    PUSHED
  }

  /**
   * Writes all templates of a stage.
   *
   * @param images folder of the images' build contexts; looked at only when they are built
   * @param deletesData whether the database may be deleted, after a last snapshot
   * @throws IllegalArgumentException if images are to be built and there is nothing to build
   */
  public static Synthesis of(
      Stage stage, ImageSource source, Path images, boolean deletesData, Path folder) {
    long began = System.nanoTime();
    App app =
        new App(AppProps.builder().outdir(folder.toString()).analyticsReporting(false).build());
    List<Stack> stacks =
        StageStacks.in(
            app,
            stage,
            switch (source) {
              case BUILT -> new Images.Built(images, stage.architecture());
              case PUSHED -> new Images.Pushed(stage);
            },
            deletesData ? DataRemoval.SNAPSHOT : DataRemoval.KEEP);
    Aspects.of(app)
        .add(
            AwsSolutionsChecks.Builder.create()
                .reports(true)
                .reportFormats(List.of(NagReportFormat.JSON))
                .build());
    app.synth();
    return read(folder, stacks.stream().map(Stack::getStackName).toList(), began);
  }

  private static Synthesis read(Path folder, List<String> names, long began) {
    List<StackTemplate> stacks = new ArrayList<>();
    List<NagLine> findings = new ArrayList<>();
    List<NagLine> suppressions = new ArrayList<>();
    for (String name : names) {
      Path file = folder.resolve(name + ".template.json");
      stacks.add(new StackTemplate(name, file, json(file)));
      Path report = folder.resolve("AwsSolutions-%s-NagReport.json".formatted(name));
      for (JsonNode line : json(report).path("lines")) {
        switch (line.path("compliance").asText()) {
          case "Compliant", "N/A" -> {}
          case "Suppressed" -> suppressions.add(nagLine(line));
          default -> findings.add(nagLine(line));
        }
      }
    }
    Duration time = Duration.ofNanos(System.nanoTime() - began);
    return new Synthesis(folder, stacks, findings, suppressions, time);
  }

  private static NagLine nagLine(JsonNode line) {
    return new NagLine(
        line.path("ruleId").asText(),
        line.path("resourceId").asText(),
        line.path("ruleInfo").asText(),
        line.path("exceptionReason").asText());
  }

  private static JsonNode json(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}

package dev.fairlead.infra.command;

import dev.fairlead.infra.doctor.AwsAccess;
import dev.fairlead.infra.doctor.Doctor;
import dev.fairlead.infra.doctor.Finding;
import dev.fairlead.infra.stage.Stage;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Examines the account. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description =
        "Check all that a deployment needs: credentials, regions, quotas, domains, images. Changes"
            + " nothing. Exits with 1 if a deployment would fail.")
final class DoctorCommand implements Callable<Integer> {
  @Mixin private StageOptions options = new StageOptions();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Stage stage = options.stage();
    List<Doctor.Answer> answers =
        Doctor.of(AwsAccess.ofEnvironment(stage.region()), stage, options.images()).examine();
    Printer printer = new Printer(spec.commandLine().getOut());
    if (json) {
      printer.json(answers);
    } else {
      print(printer, answers);
    }
    return (isFit(answers) ? ExitCode.DONE : ExitCode.FAILED).code();
  }

  static void print(Printer printer, List<Doctor.Answer> answers) {
    for (Doctor.Answer answer : answers) {
      Finding finding = answer.finding();
      printer.line(
          "%-4s  %-12s %s",
          finding.level().name().toLowerCase(Locale.ROOT), answer.subject(), finding.what());
      if (!finding.advice().isEmpty()) {
        printer.line("                   → %s", finding.advice());
      }
    }
  }

  static boolean isFit(List<Doctor.Answer> answers) {
    return answers.stream().noneMatch(answer -> answer.finding().level() == Finding.Level.FAIL);
  }
}

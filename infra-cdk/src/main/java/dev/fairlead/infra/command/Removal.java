package dev.fairlead.infra.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.infra.Synthesis;
import dev.fairlead.infra.Synthesis.StackTemplate;
import dev.fairlead.infra.stage.StackRole;
import dev.fairlead.infra.stage.Stage;
import java.util.ArrayList;
import java.util.List;

/**
 * What removing a stage means.
 *
 * @param unlocked stacks whose protection is taken off first
 * @param removed stacks, in the order in which they go
 * @param kept stacks that stay
 * @param outliving resources that stay although their stack goes, as {@code type in stack}
 */
record Removal(
    Stage stage,
    List<String> unlocked,
    List<String> removed,
    List<String> kept,
    List<String> outliving) {

  static Removal of(Stage stage, Synthesis synthesis, boolean deletesData) {
    List<String> removed = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    List<String> outliving = new ArrayList<>();
    List<String> unlocked = new ArrayList<>();
    for (StackTemplate stack : synthesis.stacks().reversed()) {
      boolean data = holdsData(stage, stack.name());
      boolean network = stack.name().equals(stage.stackName(StackRole.NETWORK));
      if (!deletesData && (data || network)) {
        kept.add(stack.name());
        continue;
      }
      removed.add(stack.name());
      if (data) {
        unlocked.add(stack.name());
      }
      for (JsonNode resource : stack.template().path("Resources")) {
        if (resource.path("DeletionPolicy").asText().equals("Retain")) {
          outliving.add("%s of %s".formatted(resource.path("Type").asText(), stack.name()));
        }
      }
    }
    return new Removal(stage, unlocked.reversed(), removed, kept, outliving);
  }

  /** Stacks that go before the builds are ended: with the api goes all that could start one. */
  List<String> first() {
    return removed.subList(0, builds());
  }

  /** The stack of the builds, and those that go after it. */
  List<String> last() {
    return removed.subList(builds(), removed.size());
  }

  private int builds() {
    int index = removed.indexOf(stage.stackName(StackRole.BUILDS));
    return index < 0 ? removed.size() : index;
  }

  /** What is about to happen. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("These stacks are removed:");
    removed.forEach(name -> lines.add("  " + name));
    lines.add(kept.isEmpty() ? "No stack stays." : "These stay, and are paid for:");
    kept.forEach(name -> lines.add("  " + name));
    if (!outliving.isEmpty()) {
      lines.add("These outlive their stacks:");
      outliving.stream().distinct().forEach(name -> lines.add("  " + name));
    }
    return lines;
  }

  /** What the operator can do about what is left. */
  List<String> afterwards() {
    if (!kept.isEmpty()) {
      return List.of(
          "Deploying again brings everything back. To delete the database too: ./fairlead aws"
              + " destroy --delete-data "
              + stage.name());
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "The database's last snapshot is in RDS, Snapshots. The files of the sites are left:");
    for (String region : stage.regions()) {
      lines.add("  aws s3 rb --force s3://%s-ACCOUNT-%s".formatted(stage.named("sites"), region));
    }
    lines.add("deletes them for good.");
    return lines;
  }

  private static boolean holdsData(Stage stage, String name) {
    for (StackRole role : StackRole.values()) {
      if (role.holdsData() && name.startsWith(stage.stackName(role))) {
        return true;
      }
    }
    return false;
  }
}

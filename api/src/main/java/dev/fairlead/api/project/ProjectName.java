package dev.fairlead.api.project;

import dev.fairlead.api.problem.ProblemException;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.site.Hostname;
import java.util.Locale;
import java.util.Set;

/**
 * What a project is called and the first part of its address: a DNS label of at most {@link
 * #MAX_LENGTH} characters, short enough that {@code <name>-<deployment>} is a label as well.
 */
public record ProjectName(String value) {
  static final int MAX_LENGTH = 46;
  private static final Set<String> RESERVED = Set.of("www", "api", "admin", "dashboard", "logs");

  public ProjectName {
    if (value == null || value.length() > MAX_LENGTH || !Hostname.isLabel(value)) {
      throw ProblemException.invalid(
          "name",
          "The name %s cannot be part of an address; use 1–%d of a-z, 0-9 and inner hyphens%s."
              .formatted(quoted(value), MAX_LENGTH, suggestion(value)));
    }
    if (RESERVED.contains(value)) {
      throw ProblemException.invalid(
          "name", "The name %s is reserved; choose another.".formatted(quoted(value)));
    }
  }

  /** The address of one deployment of this project, forever: {@code <name>-<deployment>}. */
  public String labelOf(DeploymentId deployment) {
    return value + "-" + deployment;
  }

  private static String quoted(String value) {
    return "“%s”".formatted(value);
  }

  private static String suggestion(String value) {
    if (value == null) {
      return "";
    }
    String label =
        value.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+", "");
    String cut = label.substring(0, Math.min(label.length(), MAX_LENGTH)).replaceAll("-+$", "");
    return cut.isEmpty() ? "" : ", such as “%s”".formatted(cut);
  }

  @Override
  public String toString() {
    return value;
  }
}

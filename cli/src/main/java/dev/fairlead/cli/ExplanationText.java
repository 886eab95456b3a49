package dev.fairlead.cli;

import java.util.ArrayList;
import java.util.List;

/** An explanation for a person. */
final class ExplanationText {
  private ExplanationText() {}

  static List<String> lines(Documents.Resolution resolution) {
    List<String> lines = new ArrayList<>();
    lines.add(answer(resolution));
    if (resolution.rule() != null) {
      lines.add("  rule    " + place(resolution.rule()));
    }
    for (Documents.Header header : resolution.headers()) {
      lines.add(
          "  %s    %s: %s"
              .formatted(header.bySite() ? "set " : "also", header.name(), header.value()));
    }
    resolution.removedHeaders().forEach(name -> lines.add("  remove  " + name));
    if (!resolution.headerRules().isEmpty()) {
      List<String> places = resolution.headerRules().stream().map(ExplanationText::place).toList();
      lines.add("  by      " + String.join(", ", places));
    }
    lines.add("  why");
    resolution.steps().forEach(step -> lines.add("    " + step));
    return lines;
  }

  private static String answer(Documents.Resolution resolution) {
    if (resolution.location() != null) {
      return "%d → %s".formatted(resolution.status(), resolution.location());
    }
    if (resolution.proxied() != null) {
      return "passed on to " + resolution.proxied();
    }
    return resolution.file() == null
        ? "%d, without a page of the site".formatted(resolution.status())
        : "%d %s".formatted(resolution.status(), resolution.file());
  }

  private static String place(Documents.RuleSource source) {
    return source.line() == 0 ? source.file() : source.file() + ":" + source.line();
  }
}

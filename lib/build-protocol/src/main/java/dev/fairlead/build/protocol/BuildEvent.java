package dev.fairlead.build.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.fairlead.site.InvalidDocumentException;
import dev.fairlead.site.WireFormat;
import dev.fairlead.site.rules.RuleProblem;
import dev.fairlead.site.rules.SiteRules;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something a build reports about itself, numbered from 1 per attempt so that repeats are known.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = BuildEvent.PhaseStarted.class, name = "phase-started"),
  @JsonSubTypes.Type(value = BuildEvent.PhaseFinished.class, name = "phase-finished"),
  @JsonSubTypes.Type(value = BuildEvent.CommitResolved.class, name = "commit-resolved"),
  @JsonSubTypes.Type(value = BuildEvent.Planned.class, name = "planned"),
  @JsonSubTypes.Type(value = BuildEvent.Uploaded.class, name = "uploaded"),
  @JsonSubTypes.Type(value = BuildEvent.Failed.class, name = "failed")
})
public sealed interface BuildEvent {

  /** 1 for the first event of an attempt, growing by one. */
  long number();

  /** By the clock of the build. */
  Instant at();

  record PhaseStarted(long number, Instant at, Phase phase) implements BuildEvent {
    public PhaseStarted {
      check(number, at, phase);
    }
  }

  record PhaseFinished(long number, Instant at, Phase phase) implements BuildEvent {
    public PhaseFinished {
      check(number, at, phase);
    }
  }

  record CommitResolved(long number, Instant at, Commit commit) implements BuildEvent {
    public CommitResolved {
      check(number, at, commit);
    }
  }

  record Planned(long number, Instant at, BuildPlan plan) implements BuildEvent {
    public Planned {
      check(number, at, plan);
    }
  }

  record Uploaded(long number, Instant at, UploadSummary summary) implements BuildEvent {
    public Uploaded {
      check(number, at, summary);
    }
  }

  /**
   * The last event of an attempt that failed by itself.
   *
   * @param ruleProblems what is wrong with the site's rules, where the build failed for that; at
   *     most {@link SiteRules#MAX_PROBLEMS}
   */
  record Failed(
      long number,
      Instant at,
      Failure failure,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<RuleProblem> ruleProblems)
      implements BuildEvent {
    public Failed(
        long number, Instant at, Failure failure, @Nullable List<RuleProblem> ruleProblems) {
      check(number, at, failure);
      this.number = number;
      this.at = at;
      this.failure = failure;
      this.ruleProblems = ruleProblems == null ? List.of() : List.copyOf(ruleProblems);
      if (this.ruleProblems.size() > SiteRules.MAX_PROBLEMS) {
        throw new IllegalArgumentException(
            "ruleProblems: %d (expected: at most %d)"
                .formatted(this.ruleProblems.size(), SiteRules.MAX_PROBLEMS));
      }
    }

    /** A failure that is no matter of the site's rules. */
    public Failed(long number, Instant at, Failure failure) {
      this(number, at, failure, null);
    }
  }

  /**
   * Reads the wire form.
   *
   * @throws InvalidDocumentException if it is no event
   */
  static BuildEvent parse(byte[] json) throws InvalidDocumentException {
    return WireFormat.parse("build event", json, BuildEvent.class);
  }

  default byte[] toJson() throws IOException {
    return WireFormat.write(this);
  }

  private static void check(long number, Instant at, Object content) {
    if (number < 1) {
      throw new IllegalArgumentException("number: %d (expected: 1 or more)".formatted(number));
    }
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(content, "content");
  }
}

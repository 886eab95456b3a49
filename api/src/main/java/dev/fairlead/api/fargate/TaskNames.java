package dev.fairlead.api.fargate;

import dev.fairlead.api.launch.Owner;
import dev.fairlead.site.DeploymentId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a task says for what it was started: {@code startedBy}, at most 128 letters, digits, hyphens,
 * slashes and underscores, and {@code clientToken}, at most 64 printable ASCII characters, by which
 * ECS takes a repeated order for the same one (API reference, {@code RunTask}).
 */
final class TaskNames {
  private static final Pattern ATTEMPT =
      Pattern.compile("fairlead-build-([a-z0-9]{16})-([1-9][0-9]{0,8})");
  private static final Pattern INSPECTION = Pattern.compile("fairlead-inspect-([a-z0-9]{16})");
  private static final Pattern POOL = Pattern.compile("fairlead-warm-([a-z0-9]{16})");

  private TaskNames() {}

  static String startedBy(Owner owner) {
    return switch (owner) {
      case Owner.OfAttempt attempt ->
          "fairlead-build-%s-%d".formatted(attempt.deployment().value(), attempt.number());
      case Owner.OfInspection inspection ->
          "fairlead-inspect-%s".formatted(inspection.id().value());
      case Owner.OfPool place -> "fairlead-warm-%s".formatted(place.id());
    };
  }

  /** Another capacity is another order: with the same token ECS would refuse it as a conflict. */
  static String clientToken(Owner owner, Capacity capacity) {
    return startedBy(owner) + (capacity == Capacity.FARGATE_SPOT ? "-s" : "-d");
  }

  /**
   * Reads {@link #startedBy}.
   *
   * @return empty for a task that somebody else has started
   */
  static Optional<Owner> ownerOf(@Nullable String startedBy) {
    if (startedBy == null) {
      return Optional.empty();
    }
    Matcher attempt = ATTEMPT.matcher(startedBy);
    if (attempt.matches()) {
      return Optional.of(
          new Owner.OfAttempt(
              DeploymentId.parse(attempt.group(1)), Integer.parseInt(attempt.group(2))));
    }
    Matcher inspection = INSPECTION.matcher(startedBy);
    if (inspection.matches()) {
      return Optional.of(new Owner.OfInspection(DeploymentId.parse(inspection.group(1))));
    }
    Matcher place = POOL.matcher(startedBy);
    return place.matches() ? Optional.of(new Owner.OfPool(place.group(1))) : Optional.empty();
  }
}

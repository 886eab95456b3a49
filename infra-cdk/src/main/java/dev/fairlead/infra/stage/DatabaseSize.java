package dev.fairlead.infra.stage;

/**
 * Capacity of the database, in Aurora capacity units of about 2 GiB.
 *
 * @param minCapacity 0.5 or more: the api asks its queue all the time, so a pause would never come
 * @param maxCapacity 256 at most
 * @param instances 1, or 2 and more for a failover within half a minute; 15 at most
 * @param backupDays how long backups are kept, 1–35
 */
public record DatabaseSize(double minCapacity, double maxCapacity, int instances, int backupDays) {

  public DatabaseSize {
    if (minCapacity < 0.5 || maxCapacity < minCapacity || maxCapacity > 256) {
      throw new IllegalArgumentException(
          "database capacity: %s to %s (expected: 0.5–256, ascending)"
              .formatted(minCapacity, maxCapacity));
    }
    if (instances < 1 || instances > 15) {
      throw new IllegalArgumentException(
          "database instances: %d (expected: 1–15)".formatted(instances));
    }
    if (backupDays < 1 || backupDays > 35) {
      throw new IllegalArgumentException("backup days: %d (expected: 1–35)".formatted(backupDays));
    }
  }
}

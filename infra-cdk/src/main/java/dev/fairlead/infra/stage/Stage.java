package dev.fairlead.infra.stage;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One installation of Fairlead in an AWS account.
 *
 * @param name part of the names of everything, such as {@code live}; 1–12 of a–z, 0–9 and single
 *     hyphens
 * @param region where the platform runs, and where projects keep their files unless they say so
 * @param sites below it sites are served: {@code <name>.<sites>}
 * @param platform where the dashboard and the API are; it is another registrable domain than {@code
 *     sites}, so that no site can set or read the dashboard's cookies
 * @param furtherRegions where projects can keep their files besides the home region
 * @param alarmMail who is told of alarms
 * @param zones the {@link #ZONES} availability zones to use; none for the first of the region
 * @param databaseSnapshot snapshot from which the database is made; none for an empty one. It must
 *     stay as it is for as long as the database is used
 */
public record Stage(
    String name,
    StageSize size,
    String region,
    Domain sites,
    Domain platform,
    List<String> furtherRegions,
    Architecture architecture,
    Optional<String> alarmMail,
    List<String> zones,
    Optional<String> databaseSnapshot) {
  private static final Pattern NAME = Pattern.compile("(?!.*--)[a-z]([a-z0-9-]{0,10}[a-z0-9])?");
  private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");

  /** Name or ARN; those that RDS makes by itself begin with {@code rds:}. */
  private static final Pattern SNAPSHOT = Pattern.compile("[A-Za-z][A-Za-z0-9:-]{0,254}");

  /** Availability zones in use, whatever the size. */
  public static final int ZONES = 3;

  /** Tag of everything that belongs to a stage; its value is the stage's name. */
  public static final String TAG = "fairlead:stage";

  /** Output of the data stack that says in which regions there are buckets. */
  public static final String REGIONS_OUTPUT = "Regions";

  private static final Pattern MAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");

  public Stage {
    furtherRegions = List.copyOf(furtherRegions);
    zones = List.copyOf(zones);
    requireName(name);
    if (sites.registrable().equals(platform.registrable())) {
      throw new IllegalArgumentException(
          "domains: sites at %s and the dashboard at %s are both below %s (expected: two registrable domains, so that a site cannot touch the dashboard's cookies)"
              .formatted(sites.name(), platform.name(), sites.registrable()));
    }
    List<String> regions = Stream.concat(Stream.of(region), furtherRegions.stream()).toList();
    for (String one : regions) {
      if (!REGION.matcher(one).matches()) {
        throw new IllegalArgumentException(
            "region: %s (expected: a region such as eu-central-1)".formatted(one));
      }
    }
    if (regions.stream().distinct().count() != regions.size()) {
      throw new IllegalArgumentException("regions: %s (expected: each once)".formatted(regions));
    }
    if (alarmMail.isPresent() && !MAIL.matcher(alarmMail.get()).matches()) {
      throw new IllegalArgumentException(
          "alarm mail: %s (expected: a mail address)".formatted(alarmMail.get()));
    }
    requireZones(region, zones);
    if (databaseSnapshot.isPresent() && !SNAPSHOT.matcher(databaseSnapshot.get()).matches()) {
      throw new IllegalArgumentException(
          "database snapshot: %s (expected: name or ARN of a snapshot)"
              .formatted(databaseSnapshot.get()));
    }
  }

  private static void requireZones(String region, List<String> zones) {
    boolean fit =
        zones.stream().distinct().count() == ZONES
            && zones.size() == ZONES
            && zones.stream().allMatch(zone -> zone.matches(Pattern.quote(region) + "[a-z]"));
    if (!zones.isEmpty() && !fit) {
      throw new IllegalArgumentException(
          "zones: %s (expected: %d zones of %s, such as %sa)"
              .formatted(zones, ZONES, region, region));
    }
  }

  static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "stage: %s (expected: 1–12 of a–z, 0–9 and single hyphens, beginning with a letter)"
              .formatted(name));
    }
  }

  /** Name of something of this stage, such as {@code fairlead-live-builds}. */
  public String named(String thing) {
    return "fairlead-%s-%s".formatted(name, thing);
  }

  /** All regions in which there are buckets, the home region first. */
  public List<String> regions() {
    return Stream.concat(Stream.of(region), furtherRegions.stream()).toList();
  }

  /** Where the log WebSocket is: a name of its own, because its path is also the API's. */
  public String logsHost() {
    return "logs." + platform.name();
  }

  /** Names of the SSM parameters in which pushed images are recorded. */
  public List<String> imageParameters() {
    return ImageName.ALL.stream().map(this::imageParameter).toList();
  }

  /** Name of the SSM parameter of a program's image. */
  public String imageParameter(String program) {
    return new ImageName(name, program).parameter();
  }

  /** Name of the cluster in which builds run. */
  public String buildsCluster() {
    return named("builds");
  }

  /** Name of the stack of a further region. */
  public String regionStackName(String region) {
    return stackName(StackRole.REGION) + "-" + region;
  }

  /** Name of a stack of this stage, such as {@code fairlead-live-network}. */
  public String stackName(StackRole role) {
    return named(role.suffix());
  }
}

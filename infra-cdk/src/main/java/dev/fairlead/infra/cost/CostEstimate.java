package dev.fairlead.infra.cost;

import dev.fairlead.infra.stage.Architecture;
import dev.fairlead.infra.stage.Domain;
import dev.fairlead.infra.stage.ProgramSize;
import dev.fairlead.infra.stage.Stage;
import dev.fairlead.infra.stage.StageSize;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a stage costs a month, item by item. The numbers of tasks, addresses, balancers and gateways
 * are those that the stacks make: a test counts them in the templates.
 */
public record CostEstimate(Stage stage, Usage usage, List<CostItem> items) {
  private static final double HOURS = 730;
  private static final double DAYS = 365.0 / 12;
  private static final double BUILD_VCPU = 2;
  private static final double BUILD_GIBIBYTES = 4;

  /** ElastiCache Serverless with Valkey counts at least this much. */
  private static final double CACHE_LEAST_GIGABYTES = 0.1;

  private static final double IMAGE_GIGABYTES = 3;
  private static final int INSIGHT_METRICS = 60;
  private static final int SECRETS = 2;
  private static final int ALARMS = 12;

  public CostEstimate {
    items = List.copyOf(items);
  }

  /** Estimates a stage with the use that fits its size. */
  public static CostEstimate of(Stage stage) {
    Usage usage = Usage.of(stage.size());
    List<CostItem> items = new ArrayList<>();
    programs(stage, items);
    builds(stage, usage, items);
    network(stage, usage, items);
    data(stage, usage, items);
    operations(stage, usage, items);
    return new CostEstimate(stage, usage, items);
  }

  /** A month, in US dollars. */
  public double dollars() {
    return items.stream().mapToDouble(CostItem::dollars).sum();
  }

  /** A day, in US dollars. */
  public double dollarsADay() {
    return dollars() / DAYS;
  }

  /** Load balancers: the platform's and the sites'. */
  public static int loadBalancers() {
    return 2;
  }

  /** Public addresses that are held all the time. */
  public static int addresses(StageSize size) {
    int balancers = loadBalancers() * Stage.ZONES;
    int tasks =
        size.isPrivate()
            ? 0
            : size.api().minTasks() + size.wsLogs().minTasks() + size.edge().minTasks();
    return balancers + tasks + size.natGateways();
  }

  private static void programs(Stage stage, List<CostItem> items) {
    StageSize size = stage.size();
    program("api", stage, size.api(), 1, items);
    program("edge", stage, size.edge(), 1, items);
    program("ws-logs", stage, size.wsLogs(), size.spotLogs() ? Price.SPOT : 1, items);
  }

  private static void program(
      String name, Stage stage, ProgramSize size, double share, List<CostItem> items) {
    boolean arm = stage.architecture() == Architecture.ARM64;
    String what = "%s, %d × %d/1024 CPU".formatted(name, size.minTasks(), size.cpu());
    items.add(new CostItem(what, size.vcpus() * HOURS, vcpu(arm), share));
    items.add(
        new CostItem(
            "%s, %d × %d MiB".formatted(name, size.minTasks(), size.memoryMib()),
            size.gibibytes() * HOURS,
            memory(arm),
            share));
  }

  private static void builds(Stage stage, Usage usage, List<CostItem> items) {
    boolean arm = stage.architecture() == Architecture.ARM64;
    double hours = usage.builds() * usage.buildMinutes() / 60.0;
    String what = "%,d builds of %d minutes".formatted(usage.builds(), usage.buildMinutes());
    items.add(CostItem.of(what + ", CPU", hours * BUILD_VCPU, vcpu(arm)));
    items.add(CostItem.of(what + ", memory", hours * BUILD_GIBIBYTES, memory(arm)));
    if (stage.size().warmTasks() > 0) {
      double idle = stage.size().warmTasks() * HOURS;
      String warm = "%d warm build tasks".formatted(stage.size().warmTasks());
      items.add(CostItem.of(warm + ", CPU", idle * BUILD_VCPU, vcpu(arm)));
      items.add(CostItem.of(warm + ", memory", idle * BUILD_GIBIBYTES, memory(arm)));
    }
  }

  private static void network(Stage stage, Usage usage, List<CostItem> items) {
    StageSize size = stage.size();
    items.add(CostItem.of("load balancers", loadBalancers() * HOURS, Price.LOAD_BALANCER));
    items.add(CostItem.of("their use, platform", HOURS / 10, Price.LOAD_BALANCER_UNIT));
    items.add(
        CostItem.of(
            "their use, sites",
            Math.max(HOURS / 10, usage.servedGigabytes()),
            Price.NETWORK_BALANCER_UNIT));
    items.add(CostItem.of("public addresses", addresses(size) * HOURS, Price.PUBLIC_ADDRESS));
    if (size.natGateways() > 0) {
      items.add(CostItem.of("NAT gateways", size.natGateways() * HOURS, Price.NAT_GATEWAY));
      // Packages that builds download; image layers and files come from S3 past the gateways.
      items.add(CostItem.of("traffic through them", usage.builds() * 0.2, Price.NAT_TRAFFIC));
    }
    items.add(CostItem.of("traffic to visitors", usage.servedGigabytes(), Price.TRAFFIC));
  }

  private static void data(Stage stage, Usage usage, List<CostItem> items) {
    StageSize size = stage.size();
    double capacity = size.database().minCapacity() * size.database().instances();
    items.add(CostItem.of("database, capacity at rest", capacity * HOURS, Price.DATABASE_CAPACITY));
    items.add(CostItem.of("database, storage", usage.databaseGigabytes(), Price.DATABASE_STORAGE));
    // The queue is asked twice a second; most of it is answered from memory.
    items.add(CostItem.of("database, requests", 2 + usage.builds() * 0.002, Price.DATABASE_IO));
    items.add(
        CostItem.of("cache, least storage", CACHE_LEAST_GIGABYTES * HOURS, Price.CACHE_STORAGE));
    items.add(CostItem.of("cache, use", 20 + usage.builds() * 0.02, Price.CACHE_UNITS));
    items.add(CostItem.of("files", usage.storedGigabytes(), Price.FILES));
    items.add(CostItem.of("files, written", usage.builds() * 0.1, Price.FILE_WRITES));
    items.add(CostItem.of("files, read", usage.millionRequests() * 1000, Price.FILE_READS));
  }

  private static void operations(Stage stage, Usage usage, List<CostItem> items) {
    items.add(CostItem.of("secrets", SECRETS, Price.SECRET));
    items.add(CostItem.of("key", 1, Price.KEY));
    items.add(CostItem.of("logs of the programs", usage.logGigabytes(), Price.LOGS));
    items.add(CostItem.of("alarms", ALARMS, Price.ALARM));
    if (stage.size().containerInsights()) {
      items.add(CostItem.of("Container Insights", INSIGHT_METRICS, Price.METRIC));
    }
    items.add(CostItem.of("images in ECR", IMAGE_GIGABYTES, Price.IMAGES));
    long zones =
        1
            + Stream.of(stage.sites(), stage.platform())
                .map(Domain::hostedZone)
                .flatMap(z -> z.stream())
                .distinct()
                .count();
    items.add(CostItem.of("DNS zones", zones, Price.ZONE));
  }

  private static Price vcpu(boolean arm) {
    return arm ? Price.FARGATE_ARM_VCPU : Price.FARGATE_X86_VCPU;
  }

  private static Price memory(boolean arm) {
    return arm ? Price.FARGATE_ARM_MEMORY : Price.FARGATE_X86_MEMORY;
  }
}

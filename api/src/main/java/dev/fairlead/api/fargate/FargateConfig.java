package dev.fairlead.api.fargate;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where and how builds run as tasks.
 *
 * @param region as AWS names it
 * @param cluster name or ARN
 * @param family of the build's task definition; its newest revision is run
 * @param subnets 1–16 ids; more than one zone finds capacity more often
 * @param securityGroups 1–5 ids
 * @param assignPublicIp whether tasks reach the internet by an address of their own
 * @param previewsOnSpot whether builds that do not go live may run on spare machines, which AWS may
 *     take away
 * @param events SQS queue of "ECS Task State Change"; null to find ends by asking only
 * @param warmTasks idle tasks that wait for builds, 0–100
 */
public record FargateConfig(
    String region,
    String cluster,
    String family,
    List<String> subnets,
    List<String> securityGroups,
    boolean assignPublicIp,
    boolean previewsOnSpot,
    @Nullable URI events,
    int warmTasks) {
  private static final int MOST_SUBNETS = 16;
  private static final int MOST_GROUPS = 5;
  private static final int MOST_WARM = 100;

  public FargateConfig {
    subnets = List.copyOf(subnets);
    securityGroups = List.copyOf(securityGroups);
    require(region.matches("[a-z0-9-]{1,32}"), "AWS_REGION", region, "a name such as eu-central-1");
    require(
        cluster.matches("[A-Za-z0-9_:/-]{1,300}"),
        "FAIRLEAD_ECS_CLUSTER",
        cluster,
        "the name or ARN of a cluster");
    require(
        family.matches("[A-Za-z0-9_-]{1,255}"),
        "FAIRLEAD_ECS_TASK_FAMILY",
        family,
        "a family without revision");
    require(
        isListOf("subnet-[0-9a-f]+", subnets, MOST_SUBNETS),
        "FAIRLEAD_ECS_SUBNETS",
        subnets,
        "1–16 subnet ids, joined by commas");
    require(
        isListOf("sg-[0-9a-f]+", securityGroups, MOST_GROUPS),
        "FAIRLEAD_ECS_SECURITY_GROUPS",
        securityGroups,
        "1–5 security group ids, joined by commas");
    require(
        warmTasks >= 0 && warmTasks <= MOST_WARM, "FAIRLEAD_ECS_WARM_TASKS", warmTasks, "0–100");
  }

  private static boolean isListOf(String pattern, List<String> values, int most) {
    return !values.isEmpty()
        && values.size() <= most
        && values.stream().allMatch(value -> value.matches(pattern));
  }

  private static void require(boolean valid, String name, Object value, String expected) {
    if (!valid) {
      throw new IllegalArgumentException("%s: %s (expected: %s)".formatted(name, value, expected));
    }
  }

  /**
   * Reads {@code FAIRLEAD_ECS_*} and {@code AWS_REGION}.
   *
   * @throws IllegalArgumentException naming everything that is missing or wrong
   */
  public static FargateConfig fromEnvironment(Map<String, String> environment) {
    List<String> problems = new ArrayList<>();
    for (String name :
        List.of(
            "AWS_REGION",
            "FAIRLEAD_ECS_CLUSTER",
            "FAIRLEAD_ECS_TASK_FAMILY",
            "FAIRLEAD_ECS_SUBNETS",
            "FAIRLEAD_ECS_SECURITY_GROUPS")) {
      if (environment.getOrDefault(name, "").isBlank()) {
        problems.add(name + " is not set");
      }
    }
    Function<String, Boolean> flag = name -> flag(environment, name, problems);
    boolean publicIp = flag.apply("FAIRLEAD_ECS_ASSIGN_PUBLIC_IP");
    boolean spot = flag.apply("FAIRLEAD_ECS_PREVIEWS_ON_SPOT");
    int warm = number(environment, "FAIRLEAD_ECS_WARM_TASKS", problems);
    String events = environment.getOrDefault("FAIRLEAD_ECS_EVENTS_QUEUE_URL", "");
    if (!events.isEmpty() && !events.matches("https?://[^\\s]+/[^\\s]+")) {
      problems.add("FAIRLEAD_ECS_EVENTS_QUEUE_URL: %s (expected: a queue's URL)".formatted(events));
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    return new FargateConfig(
        environment.getOrDefault("AWS_REGION", ""),
        environment.getOrDefault("FAIRLEAD_ECS_CLUSTER", ""),
        environment.getOrDefault("FAIRLEAD_ECS_TASK_FAMILY", ""),
        list(environment.getOrDefault("FAIRLEAD_ECS_SUBNETS", "")),
        list(environment.getOrDefault("FAIRLEAD_ECS_SECURITY_GROUPS", "")),
        publicIp,
        spot,
        events.isEmpty() ? null : URI.create(events),
        warm);
  }

  private static boolean flag(Map<String, String> environment, String name, List<String> problems) {
    String text = environment.getOrDefault(name, "false");
    if (!text.equals("true") && !text.equals("false")) {
      problems.add("%s: %s (expected: true or false)".formatted(name, text));
    }
    return text.equals("true");
  }

  private static int number(Map<String, String> environment, String name, List<String> problems) {
    String text = environment.getOrDefault(name, "0");
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      problems.add("%s: %s (expected: 0–100)".formatted(name, text));
      return 0;
    }
  }

  private static List<String> list(String text) {
    return Stream.of(text.split(",", -1)).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }
}

package dev.fairlead.infra.doctor;

import dev.fairlead.infra.stage.Domain;
import dev.fairlead.infra.stage.Stage;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.GetHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.NoSuchHostedZoneException;

/** Whether the domains' hosted zones are there, fit, and are asked by the rest of the world. */
final class DomainCheck implements Check {
  private final AwsAccess aws;
  private final Stage stage;
  private final NameServers names;

  DomainCheck(AwsAccess aws, Stage stage, NameServers names) {
    this.aws = aws;
    this.stage = stage;
    this.names = names;
  }

  @Override
  public String subject() {
    return "domains";
  }

  @Override
  public List<Finding> run() {
    try (Route53Client route53 = aws.client(Route53Client.builder())) {
      return Stream.of(stage.sites(), stage.platform())
          .map(domain -> domain(domain, route53))
          .toList();
    }
  }

  private Finding domain(Domain domain, Route53Client route53) {
    if (domain.hostedZone().isEmpty()) {
      return Finding.warn(
          domain.name() + " has no hosted zone here",
          "After the deployment, make the records that it prints.");
    }
    String id = domain.hostedZone().get();
    try {
      GetHostedZoneResponse zone = route53.getHostedZone(request -> request.id(id));
      return delegation(domain, zone);
    } catch (NoSuchHostedZoneException e) {
      return Finding.fail(
          "%s: there is no hosted zone %s".formatted(domain.name(), id),
          "Find its id with aws route53 list-hosted-zones, or make it: docs/aws.md, Domains.");
    }
  }

  private Finding delegation(Domain domain, GetHostedZoneResponse zone) {
    String zoneName = NameServers.name(zone.hostedZone().name());
    if (!domain.name().equals(zoneName) && !domain.name().endsWith("." + zoneName)) {
      return Finding.fail(
          "%s does not lie in the hosted zone %s".formatted(domain.name(), zoneName),
          "Give the id of the zone in which it lies.");
    }
    Set<String> expected =
        zone.delegationSet() == null
            ? Set.of()
            : zone.delegationSet().nameServers().stream()
                .map(NameServers::name)
                .collect(Collectors.toCollection(TreeSet::new));
    Set<String> seen = names.of(zoneName);
    return seen.equals(expected)
        ? Finding.ok("%s is answered for by %s".formatted(zoneName, String.join(", ", seen)))
        : Finding.fail(
            "%s: the DNS names %s, the hosted zone %s"
                .formatted(zoneName, seen.isEmpty() ? "nobody" : seen, expected),
            "Enter the zone's name servers where the domain is registered; it can take hours. Until"
                + " then no certificate can be proven.");
  }
}

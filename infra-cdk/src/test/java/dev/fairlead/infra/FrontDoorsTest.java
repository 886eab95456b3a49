package dev.fairlead.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.infra.Synthesised.Resource;
import dev.fairlead.infra.stage.StageSize;
import java.util.List;
import org.junit.jupiter.api.Test;

/** By which names everything is found, who vouches for them, and who answers. */
final class FrontDoorsTest {

  @Test
  void fourNamesLeadToTheTwoBalancersInTheirZones() {
    for (Synthesis synthesis : Synthesised.sizes()) {
      assertThat(Synthesised.resources(synthesis, "AWS::Route53::RecordSet"))
          .extracting(
              record ->
                  "%s %s %s %s"
                      .formatted(
                          record.properties().path("Name").asText(),
                          record.properties().path("Type").asText(),
                          record.properties().path("HostedZoneId").asText(),
                          record
                                  .properties()
                                  .at("/AliasTarget/DNSName")
                                  .toString()
                                  .contains("-edge")
                              ? "sites"
                              : "platform"))
          .containsExactlyInAnyOrder(
              "sites.example.net. A Z0123456789 sites",
              "*.sites.example.net. A Z0123456789 sites",
              "deploy.example.com. A Z0123456780 platform",
              "logs.deploy.example.com. A Z0123456780 platform");
    }
  }

  @Test
  void everyNameHasACertificateThatIsProvenInItsZone() {
    for (Synthesis synthesis : Synthesised.sizes()) {
      List<Resource> certificates =
          Synthesised.resources(synthesis, "AWS::CertificateManager::Certificate");
      assertThat(certificates)
          .extracting(
              certificate ->
                  certificate.properties().path("DomainName").asText()
                      + " "
                      + certificate.properties().at("/SubjectAlternativeNames/0").asText())
          .containsExactlyInAnyOrder(
              "sites.example.net *.sites.example.net",
              "deploy.example.com logs.deploy.example.com");
      assertThat(certificates)
          .allSatisfy(
              certificate -> {
                JsonNode properties = certificate.properties();
                assertThat(properties.path("ValidationMethod").asText()).isEqualTo("DNS");
                assertThat(properties.path("DomainValidationOptions"))
                    .hasSize(2)
                    .allMatch(option -> option.path("HostedZoneId").asText().startsWith("Z01"));
              });
    }
  }

  @Test
  void buildsFindTheApiByAPrivateNameThatForgetsSoon() {
    for (Synthesis synthesis : Synthesised.sizes()) {
      JsonNode name = only(synthesis, "AWS::ServiceDiscovery::Service").properties();
      assertThat(name.path("Name").asText()).isEqualTo("api");
      assertThat(name.at("/DnsConfig/RoutingPolicy").asText()).isEqualTo("MULTIVALUE");
      assertThat(name.at("/DnsConfig/DnsRecords/0/Type").asText()).isEqualTo("A");
      assertThat(name.at("/DnsConfig/DnsRecords/0/TTL").asInt()).isEqualTo(10);
      assertThat(
              only(synthesis, "AWS::ServiceDiscovery::PrivateDnsNamespace")
                  .properties()
                  .path("Name")
                  .asText())
          .isEqualTo("live.fairlead.internal");
      assertThat(Synthesised.resources(synthesis, "AWS::ECS::Service"))
          .filteredOn(service -> service.properties().has("ServiceRegistries"))
          .extracting(Resource::stack)
          .containsExactly("fairlead-live-api");
    }
  }

  @Test
  void everyTargetIsAskedForItsHealthOverHttp() {
    for (Synthesis synthesis : Synthesised.sizes()) {
      assertThat(Synthesised.resources(synthesis, "AWS::ElasticLoadBalancingV2::TargetGroup"))
          .extracting(
              group ->
                  "%d %s %s %s every %d s"
                      .formatted(
                          group.properties().path("Port").asInt(),
                          group.properties().path("HealthCheckProtocol").asText(),
                          group.properties().path("HealthCheckPath").asText(),
                          group.properties().at("/Matcher/HttpCode").asText(),
                          group.properties().path("HealthCheckIntervalSeconds").asInt()))
          .containsExactlyInAnyOrder(
              "8080 HTTP /health/live 200 every 10 s",
              "8081 HTTP /health 200 every 10 s",
              "8082 HTTP /health 200 every 10 s",
              "8083 HTTP /health 200 every 10 s");
    }
  }

  @Test
  void theNumberOfTasksFollowsTheCpu() {
    Synthesis production = Synthesised.of(StageSize.PRODUCTION);
    assertThat(Synthesised.resources(production, "AWS::ApplicationAutoScaling::ScalableTarget"))
        .extracting(
            target ->
                target.properties().path("MinCapacity").asInt()
                    + "–"
                    + target.properties().path("MaxCapacity").asInt())
        .containsExactlyInAnyOrder("2–6", "2–8", "3–30");
    assertThat(Synthesised.resources(production, "AWS::ApplicationAutoScaling::ScalingPolicy"))
        .hasSize(3)
        .allSatisfy(
            policy -> {
              JsonNode tracking =
                  policy.properties().path("TargetTrackingScalingPolicyConfiguration");
              assertThat(tracking.path("TargetValue").asInt()).isEqualTo(60);
              assertThat(
                      tracking.at("/PredefinedMetricSpecification/PredefinedMetricType").asText())
                  .isEqualTo("ECSServiceAverageCPUUtilization");
            });
  }

  private static Resource only(Synthesis synthesis, String type) {
    List<Resource> found = Synthesised.resources(synthesis, type);
    assertThat(found).hasSize(1);
    return found.getFirst();
  }
}

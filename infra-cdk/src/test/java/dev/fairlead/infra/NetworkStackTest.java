package dev.fairlead.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.infra.Synthesised.Resource;
import dev.fairlead.infra.stage.StageSize;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who can reach whom. */
final class NetworkStackTest {
  private static final String INGRESS = "AWS::EC2::SecurityGroupIngress";

  @Test
  void exactlyTheseConnectionsAreOpenInside() {
    for (Synthesis synthesis : Synthesised.sizes()) {
      assertThat(Synthesised.resources(synthesis, INGRESS))
          .extracting(NetworkStackTest::connection)
          .containsExactlyInAnyOrder(
              "Dashboard>Api:8080",
              "Dashboard>WsLogs:8082",
              "Visitors>Edge:8081",
              "Visitors>Edge:8083",
              "Builds>Api:8090",
              "Api>Database:5432",
              "Api>Cache:6379",
              "Api>Cache:6380",
              "WsLogs>Cache:6379",
              "WsLogs>Cache:6380",
              "Edge>Cache:6379",
              "Edge>Cache:6380");
    }
  }

  @Test
  void onlyTheTwoFrontDoorsAreOpenToTheInternet() {
    for (Synthesis synthesis : Synthesised.sizes()) {
      assertThat(Synthesised.resources(synthesis, "AWS::EC2::SecurityGroup"))
          .hasSize(8)
          .filteredOn(group -> group.properties().has("SecurityGroupIngress"))
          .extracting(group -> name(group.id()))
          .containsExactlyInAnyOrder("Dashboard", "Visitors");
    }
  }

  @Test
  void aBuildReachesTheInternetOverHttpAndOfThePlatformTheBuildPort() {
    for (Synthesis synthesis : Synthesised.sizes()) {
      Resource builds =
          Synthesised.resources(synthesis, "AWS::EC2::SecurityGroup").stream()
              .filter(group -> name(group.id()).equals("Builds"))
              .findFirst()
              .orElseThrow();
      assertThat(builds.properties().path("SecurityGroupEgress"))
          .extracting(rule -> rule.path("CidrIp").asText() + ":" + rule.path("FromPort").asInt())
          .containsExactlyInAnyOrder("0.0.0.0/0:443", "0.0.0.0/0:80");
      assertThat(Synthesised.resources(synthesis, "AWS::EC2::SecurityGroupEgress"))
          .filteredOn(rule -> rule.id().contains("Builds") && rule.id().startsWith("BuildsGroup"))
          .extracting(rule -> rule.properties().path("FromPort").asInt())
          .containsExactly(8090);
    }
  }

  @Test
  void theSubnetsOfBuildsPassNothingElseToOurOwnNetwork() {
    List<Resource> entries =
        Synthesised.resources(Synthesised.of(StageSize.SMALL), "AWS::EC2::NetworkAclEntry");

    assertThat(entries)
        .filteredOn(entry -> entry.properties().path("Egress").asBoolean())
        .extracting(
            entry ->
                "%d %s %s %s"
                    .formatted(
                        entry.properties().path("RuleNumber").asInt(),
                        entry.properties().path("RuleAction").asText(),
                        entry.properties().path("CidrBlock").asText(),
                        entry.properties().at("/PortRange/From").asText()))
        .containsExactlyInAnyOrder(
            "100 allow 10.40.0.0/16 8090", "200 deny 10.40.0.0/16 ", "300 allow 0.0.0.0/0 ");
  }

  @Test
  void databaseAndCacheHaveNoWayToTheInternet() {
    for (Synthesis synthesis : Synthesised.sizes()) {
      assertThat(Synthesised.resources(synthesis, "AWS::EC2::Route"))
          .noneMatch(route -> route.id().startsWith("Vpcdata"));
      assertThat(Synthesised.resources(synthesis, "AWS::RDS::DBSubnetGroup"))
          .singleElement()
          .satisfies(
              group ->
                  assertThat(group.properties().toString())
                      .contains("Vpcdata")
                      .doesNotContain("Vpcpublic"));
    }
  }

  @Test
  void aStageCanChangeItsSizeBecauseSubnetsAndWhatOthersUseOfThemStay() {
    Map<String, String> small = subnets(StageSize.SMALL);

    assertThat(small).hasSize(12).isEqualTo(subnets(StageSize.PRODUCTION));
    assertThat(exports(StageSize.SMALL)).isNotEmpty().isEqualTo(exports(StageSize.PRODUCTION));
  }

  @Test
  void smallHasNoNatGatewayAndProductionOneInEachZone() {
    assertThat(Synthesised.resources(Synthesised.of(StageSize.SMALL), "AWS::EC2::NatGateway"))
        .isEmpty();
    assertThat(Synthesised.resources(Synthesised.of(StageSize.PRODUCTION), "AWS::EC2::NatGateway"))
        .hasSize(3);
  }

  @Test
  void everythingTheInternetReachesSpeaksTls() {
    for (Resource listener :
        Synthesised.resources(
            Synthesised.of(StageSize.SMALL), "AWS::ElasticLoadBalancingV2::Listener")) {
      JsonNode properties = listener.properties();
      if (properties.path("Port").asInt() == 80) {
        // The balancer of the sites passes bytes on; the edge redirects what comes to that port.
        boolean redirects =
            properties.at("/DefaultActions/0/Type").asText().equals("redirect")
                || properties
                    .at("/DefaultActions/0/TargetGroupArn/Ref")
                    .asText()
                    .equals("Redirects");
        assertThat(redirects).as(listener.id()).isTrue();
      } else {
        assertThat(properties.path("SslPolicy").asText()).contains("TLS13");
        assertThat(properties.path("Certificates")).hasSize(1);
      }
    }
  }

  private static Map<String, String> subnets(StageSize size) {
    return Synthesised.resources(Synthesised.of(size), "AWS::EC2::Subnet").stream()
        .collect(
            Collectors.toMap(
                Resource::id,
                subnet ->
                    subnet.properties().path("CidrBlock").asText()
                        + subnet.properties().path("AvailabilityZone")));
  }

  /** An export that another stack uses cannot be taken away, nor get another value. */
  private static Map<String, JsonNode> exports(StageSize size) {
    return Synthesised.of(size).stacks().stream()
        .filter(stack -> stack.name().endsWith("-network"))
        .flatMap(stack -> stack.template().path("Outputs").properties().stream())
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static String connection(Resource rule) {
    JsonNode properties = rule.properties();
    return "%s>%s:%d"
        .formatted(
            name(properties.path("SourceSecurityGroupId").at("/Fn::GetAtt/0").asText()),
            name(properties.path("GroupId").at("/Fn::GetAtt/0").asText()),
            properties.path("FromPort").asInt());
  }

  private static String name(String id) {
    return id.substring(0, id.indexOf("Group"));
  }
}

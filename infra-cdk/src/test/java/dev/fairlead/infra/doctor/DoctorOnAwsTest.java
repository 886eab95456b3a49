package dev.fairlead.infra.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.infra.Synthesis.ImageSource;
import dev.fairlead.infra.doctor.Finding.Level;
import dev.fairlead.infra.doctor.QuotaCheck.Need;
import dev.fairlead.infra.stage.Architecture;
import dev.fairlead.infra.stage.Domain;
import dev.fairlead.infra.stage.StackRole;
import dev.fairlead.infra.stage.Stage;
import dev.fairlead.infra.stage.StageSize;
import dev.fairlead.testing.aws.AwsEndpoint;
import dev.fairlead.testing.aws.AwsEndpointTest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.CreateHostedZoneResponse;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** The doctor's questions, asked of something that answers for AWS. */
@AwsEndpointTest({"sts", "ec2", "ssm", "route53", "iam", "cloudformation", "sns"})
final class DoctorOnAwsTest {
  private final AwsAccess aws;
  private final String name =
      "s" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());

  DoctorOnAwsTest(AwsEndpoint endpoint) {
    this.aws =
        new AwsAccess(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(endpoint.accessKeyId(), endpoint.secretAccessKey())),
            endpoint.region(),
            Optional.of(endpoint.uri()));
  }

  @Test
  void saysWhoseCredentialsTheseAre() {
    assertThat(new CredentialsCheck(aws).run())
        .singleElement()
        .satisfies(finding -> assertThat(finding.what()).containsPattern("account \\d{12}"));
  }

  @Test
  void aRegionIsEnabledOrThereIsNone() {
    assertThat(new RegionCheck(aws, stage("Z0", List.of("eu-central-1", "xx-nowhere-1"))).run())
        .extracting(Finding::level)
        .containsExactly(Level.OK, Level.OK, Level.FAIL);
  }

  @Test
  void aRegionIsBootstrappedOnceTheCdkHasLeftItsVersion() {
    Stage stage = stage("Z0", List.of("eu-west-3"));
    try (SsmClient home = aws.client(SsmClient.builder())) {
      home.putParameter(
          request ->
              request
                  .name("/cdk-bootstrap/hnb659fds/version")
                  .value("29")
                  .type(ParameterType.STRING)
                  .overwrite(true));
    }

    assertThat(BootstrapCheck.missing(aws, stage)).containsExactly("eu-west-3");
    assertThat(new BootstrapCheck(aws, stage).run())
        .extracting(Finding::level)
        .containsExactly(Level.OK, Level.WARN);
  }

  @Test
  void aDomainIsFineWhenTheWorldAsksItsHostedZone() {
    CreateHostedZoneResponse zone = createZone("fairlead-sites.net");
    Set<String> servers = zone.delegationSet().nameServers().stream().collect(Collectors.toSet());
    Stage stage = stage(zoneId(zone), List.of());

    assertThat(domains(stage, domain -> servers))
        .extracting(Finding::level)
        .containsExactly(Level.OK, Level.WARN);
    assertThat(domains(stage, domain -> Set.of()).getFirst())
        .satisfies(
            finding -> {
              assertThat(finding.level()).isEqualTo(Level.FAIL);
              assertThat(finding.what()).contains("the DNS names nobody");
              assertThat(finding.advice()).contains("name servers");
            });
  }

  @Test
  void aZoneThatIsNotThereOrIsAnotherDomainsIsNamed() {
    assertThat(domains(stage("Z0UNKNOWN", List.of()), domain -> Set.of()).getFirst().what())
        .contains("there is no hosted zone Z0UNKNOWN");
    Stage other = stage(zoneId(createZone("somebody-else.net")), List.of());
    assertThat(domains(other, domain -> Set.of()).getFirst().what())
        .contains("fairlead-sites.net does not lie in the hosted zone somebody-else.net");
  }

  @Test
  void whatTheStageHasItselfIsNotUsedByOthers() {
    Stage stage = stage(StageSize.PRODUCTION);
    QuotaCheck check = new QuotaCheck(aws, stage);
    List<Need> before = check.needs();
    try (Ec2Client ec2 = aws.client(Ec2Client.builder())) {
      tag(ec2, ec2.createVpc(request -> request.cidrBlock("10.9.0.0/16")).vpc().vpcId());
      for (int i = 0; i < 3; i++) {
        tag(ec2, ec2.allocateAddress().allocationId());
      }
      assertThat(check.needs()).isEqualTo(before);

      ec2.createVpc(request -> request.cidrBlock("10.8.0.0/16"));
      ec2.allocateAddress();
    }
    assertThat(used(check.needs(), "VPCs")).isEqualTo(used(before, "VPCs") + 1);
    assertThat(used(check.needs(), "Elastic IP addresses"))
        .isEqualTo(used(before, "Elastic IP addresses") + 1);
  }

  @Test
  void threeZonesOfTheRegionAreTaken() {
    assertThat(new ZoneCheck(aws, stage("Z0", List.of())).run().getFirst().what())
        .isEqualTo("us-east-1a, us-east-1b, us-east-1c");
    Stage elsewhere =
        stage(StageSize.SMALL, "Z0", List.of(), List.of("us-east-1a", "us-east-1b", "us-east-1z"));
    assertThat(new ZoneCheck(aws, elsewhere).run().getFirst().what())
        .isEqualTo("not in us-east-1: us-east-1z");
  }

  @Test
  void aRegionIsNotLeftWhileItsStackIsThere() {
    assertThat(new LeftRegionCheck(aws, stage("Z0", List.of())).run().getFirst().level())
        .isEqualTo(Level.OK);
    Stage before = stage("Z0", List.of("eu-central-1"));
    stack(aws, before.stackName(StackRole.DATA), "us-east-1,eu-central-1");
    stack(aws.in("eu-central-1"), before.regionStackName("eu-central-1"), "");

    assertThat(new LeftRegionCheck(aws, before).run().getFirst().level()).isEqualTo(Level.OK);
    assertThat(new LeftRegionCheck(aws, stage("Z0", List.of())).run())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.level()).isEqualTo(Level.FAIL);
              assertThat(finding.what()).startsWith("eu-central-1 is not in further-regions");
            });
  }

  @Test
  void theRoleOfEcsIsThereOnceItWasMade() {
    RoleCheck.ensure(aws);
    RoleCheck.ensure(aws);

    assertThat(new RoleCheck(aws).run()).extracting(Finding::level).containsExactly(Level.OK);
  }

  @Test
  void imagesThatWereNotPushedAreNamedAndThenFound() {
    Stage stage = stage("Z0", List.of());
    ImageCheck check = new ImageCheck(aws, stage, ImageSource.PUSHED, command -> Optional.empty());

    assertThat(check.run().getFirst().what())
        .contains("/fairlead/%s/images/api".formatted(name), "edge-proxy", "ws-logs", "build-task");
    try (SsmClient ssm = aws.client(SsmClient.builder())) {
      for (String parameter : stage.imageParameters()) {
        ssm.putParameter(
            request -> request.name(parameter).value("image").type(ParameterType.STRING));
      }
    }
    assertThat(check.run().getFirst().level()).isEqualTo(Level.OK);
  }

  @Test
  void withoutADockerEngineNothingCanBeBuilt() {
    ImageCheck check =
        new ImageCheck(aws, stage("Z0", List.of()), ImageSource.BUILT, command -> Optional.empty());
    assertThat(check.run().getFirst().level()).isEqualTo(Level.FAIL);
  }

  private void tag(Ec2Client ec2, String resource) {
    ec2.createTags(
        request -> request.resources(resource).tags(tag -> tag.key("fairlead:stage").value(name)));
  }

  private static double used(List<Need> needs, String what) {
    return needs.stream().filter(need -> need.what().equals(what)).findFirst().orElseThrow().used();
  }

  private static void stack(AwsAccess aws, String name, String regions) {
    String template =
        """
        {"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
         "Outputs": {"Regions": {"Value": "%s"}}}
        """
            .formatted(regions);
    try (CloudFormationClient formation = aws.client(CloudFormationClient.builder())) {
      formation.createStack(request -> request.stackName(name).templateBody(template));
      formation.waiter().waitUntilStackCreateComplete(request -> request.stackName(name)).matched();
    }
  }

  private List<Finding> domains(Stage stage, NameServers names) {
    return new DomainCheck(aws, stage, names).run();
  }

  private CreateHostedZoneResponse createZone(String domain) {
    try (Route53Client route53 = aws.client(Route53Client.builder())) {
      return route53.createHostedZone(
          request -> request.name(domain).callerReference(name + domain));
    }
  }

  private static String zoneId(CreateHostedZoneResponse zone) {
    return zone.hostedZone().id().replace("/hostedzone/", "");
  }

  private Stage stage(StageSize size) {
    return stage(size, "Z0", List.of());
  }

  private Stage stage(String zone, List<String> further) {
    return stage(StageSize.SMALL, zone, further);
  }

  private Stage stage(StageSize size, String zone, List<String> further) {
    return stage(size, zone, further, List.of());
  }

  private Stage stage(StageSize size, String zone, List<String> further, List<String> zones) {
    return new Stage(
        name,
        size,
        "us-east-1",
        new Domain("fairlead-sites.net", Optional.of(zone), Optional.empty()),
        new Domain(
            "deploy.example.com",
            Optional.empty(),
            Optional.of("arn:aws:acm:us-east-1:123456789012:certificate/abc")),
        further,
        Architecture.X86_64,
        Optional.empty(),
        zones,
        Optional.empty());
  }
}

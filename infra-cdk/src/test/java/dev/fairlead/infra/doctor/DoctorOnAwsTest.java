package dev.fairlead.infra.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.infra.Synthesis.ImageSource;
import dev.fairlead.infra.doctor.Finding.Level;
import dev.fairlead.infra.stage.Architecture;
import dev.fairlead.infra.stage.Domain;
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
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.CreateHostedZoneResponse;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** The doctor's questions, asked of something that answers for AWS. */
@AwsEndpointTest({"sts", "ec2", "ssm", "route53", "iam"})
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
  void theRoleOfEcsIsThereOnceItWasMade() {
    RoleCheck.ensure(aws);
    RoleCheck.ensure(aws);

    assertThat(new RoleCheck(aws).run()).extracting(Finding::level).containsExactly(Level.OK);
  }

  @Test
  void imagesThatWereNotPushedAreNamedAndThenFound() {
    Stage stage = stage("Z0", List.of());
    ImageCheck check = new ImageCheck(aws, stage, ImageSource.PUSHED, command -> false);

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
        new ImageCheck(aws, stage("Z0", List.of()), ImageSource.BUILT, command -> false);
    assertThat(check.run().getFirst().level()).isEqualTo(Level.FAIL);
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

  private Stage stage(String zone, List<String> further) {
    return new Stage(
        name,
        StageSize.SMALL,
        "us-east-1",
        new Domain("fairlead-sites.net", Optional.of(zone), Optional.empty()),
        new Domain(
            "deploy.example.com",
            Optional.empty(),
            Optional.of("arn:aws:acm:us-east-1:123456789012:certificate/abc")),
        further,
        Architecture.X86_64,
        Optional.empty());
  }
}

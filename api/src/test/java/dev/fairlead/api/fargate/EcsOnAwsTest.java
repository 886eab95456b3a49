package dev.fairlead.api.fargate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.api.credential.OpaqueToken;
import dev.fairlead.api.launch.BuildLauncher.Handle;
import dev.fairlead.api.launch.Launch;
import dev.fairlead.api.launch.LaunchOutcome;
import dev.fairlead.api.launch.Loss;
import dev.fairlead.api.launch.Observation;
import dev.fairlead.api.launch.Owner;
import dev.fairlead.api.project.BuildSize;
import dev.fairlead.build.protocol.FailureCode;
import dev.fairlead.site.DeploymentId;
import dev.fairlead.testing.aws.AwsEndpoint;
import dev.fairlead.testing.aws.AwsEndpointTest;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The launcher against whatever answers for ECS. */
@AwsEndpointTest("ecs")
final class EcsOnAwsTest {
  private static final DeploymentId DEPLOYMENT = DeploymentId.parse("0123456789abcdef");

  private final AwsEndpoint endpoint;
  private final EcsClient ecs;
  private final String name = "fairlead-" + UUID.randomUUID();
  private final String subnet;
  private final FargateBuildLauncher launcher;

  EcsOnAwsTest(AwsEndpoint endpoint) throws Exception {
    this.endpoint = endpoint;
    this.subnet = anySubnet(endpoint);
    this.ecs = client(EcsClient.builder());
    this.launcher =
        FargateBuildLauncher.open(
            config(name), client(EcsClient.builder()), client(SqsClient.builder()));
  }

  private <B extends AwsClientBuilder<B, C>, C> C client(B builder) {
    return builder
        .region(Region.of(endpoint.region()))
        .endpointOverride(endpoint.uri())
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(endpoint.accessKeyId(), endpoint.secretAccessKey())))
        .build();
  }

  /**
   * A subnet of the default network, which emulators have. They tell the service by the header of a
   * signature and do not check it here, so the 40 MB of a client for one call are not needed.
   */
  private static String anySubnet(AwsEndpoint endpoint) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint.uri())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=%s/20260101/%s/ec2/aws4_request, SignedHeaders=host, Signature=0"
                    .formatted(endpoint.accessKeyId(), endpoint.region()))
            .POST(HttpRequest.BodyPublishers.ofString("Action=DescribeSubnets&Version=2016-11-15"))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
      Matcher id = Pattern.compile("<subnetId>(subnet-[0-9a-f]+)</subnetId>").matcher(answer);
      assertThat(id.find()).as(answer).isTrue();
      return id.group(1);
    }
  }

  private FargateConfig config(String family) {
    return new FargateConfig(
        endpoint.region(), name, family, List.of(subnet), List.of("sg-0a"), false, false, null, 0);
  }

  @BeforeEach
  void createCluster() {
    ecs.createCluster(request -> request.clusterName(name));
    ecs.registerTaskDefinition(
        request ->
            request
                .family(name)
                .requiresCompatibilities(Compatibility.FARGATE)
                .networkMode(NetworkMode.AWSVPC)
                .cpu("2048")
                .memory("8192")
                .containerDefinitions(
                    container -> container.name("build").image("build").memory(8192)));
  }

  @AfterEach
  void close() {
    launcher.close();
    ecs.close();
  }

  @Test
  void aTaskIsStartedFoundAndStopped() throws IOException {
    LaunchOutcome outcome = launcher.launch(launch());
    assertThat(outcome).isInstanceOf(LaunchOutcome.Started.class);
    Handle build = ((LaunchOutcome.Started) outcome).handle();

    assertThat(launcher.observe(List.of(build)).get(build)).isInstanceOf(Observation.Running.class);
    assertThat(launcher.find())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.owner()).isEqualTo(new Owner.OfAttempt(DEPLOYMENT, 3));
              assertThat(found.handle()).isEqualTo(build);
            });

    launcher.stop(build, "contract");

    Loss loss = awaitGone(build).loss().orElseThrow();
    assertThat(loss.failure().code())
        .isIn(FailureCode.PLATFORM_INTERRUPTED, FailureCode.PLATFORM_BUILD_LOST);
    assertThat(launcher.find()).isEmpty();
    launcher.stop(build, "again");
  }

  @Test
  void aTaskThatIsUnknownIsGone() throws IOException {
    Handle unknown =
        new Handle(
            "arn:aws:ecs:%s:123456789012:task/%s/0123456789abcdef0123456789abcdef"
                .formatted(endpoint.region(), name));

    assertThat(launcher.observe(List.of(unknown)).get(unknown))
        .isInstanceOf(Observation.Unknown.class);
  }

  @Test
  void aFamilyThatIsMissingIsTheOperatorsFault() {
    try (FargateBuildLauncher other =
        FargateBuildLauncher.open(
            config("missing"), client(EcsClient.builder()), client(SqsClient.builder()))) {
      assertThat(other.launch(launch()))
          .isInstanceOfSatisfying(
              LaunchOutcome.Refused.class,
              refused ->
                  assertThat(refused.loss().failure().code())
                      .isEqualTo(FailureCode.PLATFORM_CONFIGURATION_INVALID));
    }
  }

  private Observation.Gone awaitGone(Handle build) throws IOException {
    Instant giveUp = Instant.now().plusSeconds(30);
    while (Instant.now().isBefore(giveUp)) {
      if (launcher.observe(List.of(build)).get(build) instanceof Observation.Gone gone) {
        return gone;
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    throw new AssertionError(build + " still runs");
  }

  private static Launch launch() {
    return new Launch(
        new Owner.OfAttempt(DEPLOYMENT, 3),
        OpaqueToken.random(OpaqueToken.Kind.BUILD_START),
        BuildSize.DEFAULT,
        false);
  }
}

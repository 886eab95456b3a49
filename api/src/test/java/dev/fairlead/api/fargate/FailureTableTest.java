package dev.fairlead.api.fargate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.api.launch.Loss;
import dev.fairlead.build.protocol.FailureCode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each text in the documentation of AWS becomes. */
final class FailureTableTest {

  /** Texts of stopped tasks, as the Developer Guide shows them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          EssentialContainerExited: Essential container in task exited: OutOfMemoryError: Container killed due to memory usage | 137 | OUT_OF_MEMORY | NEVER
          SpotInterruption: Your Spot Task was interrupted. | 143 | PLATFORM_INTERRUPTED | NOW
          TerminationNotice: Task stopped because the host is being retired. | | PLATFORM_INTERRUPTED | NOW
          UserInitiated: Task stopped by user | 143 | PLATFORM_INTERRUPTED | NEVER
          ServiceSchedulerInitiated: Scaling activity initiated by deployment | | PLATFORM_INTERRUPTED | NEVER
          TaskFailedToStart: CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref builds:none: not found | | PLATFORM_IMAGE_UNAVAILABLE | NEVER
          TaskFailedToStart: CannotPullContainerError: Error response from daemon: pull access denied for builds | | PLATFORM_IMAGE_UNAVAILABLE | NEVER
          TaskFailedToStart: CannotPullContainerError: ref pull has been retried 5 time(s): failed to copy: httpReadSeeker: failed open: unexpected status code 403 | | PLATFORM_IMAGE_UNAVAILABLE | NEVER
          TaskFailedToStart: CannotPullContainerError: ref pull has been retried 5 time(s): failed to copy: 000000000403.dkr.ecr.eu-central-1.amazonaws.com/builds:v403: dial tcp 10.0.0.1:443: i/o timeout | | PLATFORM_IMAGE_UNAVAILABLE | NOW
          TaskFailedToStart: CannotPullContainerError: failed to resolve ref builds:v1.403: 403 Forbidden | | PLATFORM_IMAGE_UNAVAILABLE | NEVER
          TaskFailedToStart: CannotPullContainerError: failed to copy: httpReadSeeker: failed open: unexpected EOF | | PLATFORM_IMAGE_UNAVAILABLE | NOW
          TaskFailedToStart: CannotPullContainerError: failed to resolve ref builds:geoform: not found | | PLATFORM_IMAGE_UNAVAILABLE | NEVER
          TaskFailedToStart: CannotPullContainerError: Error response from daemon: toomanyrequests: Too Many Requests or You have reached your pull rate limit. | | PLATFORM_IMAGE_UNAVAILABLE | LATER
          TaskFailedToStart: CannotPullContainerError: inspect image has been retried 5 time(s): dial tcp 10.0.0.1:443: i/o timeout | | PLATFORM_IMAGE_UNAVAILABLE | NOW
          TaskFailedToStart: CannotPullContainerError: net/http: request canceled while waiting for connection | | PLATFORM_IMAGE_UNAVAILABLE | NOW
          TaskFailedToStart: CannotPullContainerError: write /var/lib/containerd: no space left on device | | PLATFORM_IMAGE_UNAVAILABLE | NEVER
          TaskFailedToStart: CannotPullECRContainerError: AccessDeniedException: User is not authorized | | PLATFORM_IMAGE_UNAVAILABLE | NEVER
          TaskFailedToStart: ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed | | PLATFORM_NETWORK_UNAVAILABLE | NOW
          TaskFailedToStart: ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR | | PLATFORM_NETWORK_UNAVAILABLE | NOW
          TaskFailedToStart: ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve ecr registry auth: service call has been retried 1 time(s): AccessDeniedException: User: arn:aws:sts::000000000000:assumed-role/execution is not authorized to perform: ecr:GetAuthorizationToken | | PLATFORM_CONFIGURATION_INVALID | NEVER
          TaskFailedToStart: ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: AccessDeniedException: User is not authorized to perform: logs:CreateLogStream | | PLATFORM_CONFIGURATION_INVALID | NEVER
          TaskFailedToStart: ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times | | PLATFORM_NETWORK_UNAVAILABLE | NOW
          TaskFailedToStart: ResourceInitializationError: failed to initialize logging driver: failed to create Cloudwatch log stream | | PLATFORM_NETWORK_UNAVAILABLE | NOW
          TaskFailedToStart: ECS was unable to assume the role 'arn:aws:iam::000000000000:role/execution' that was provided for this task | | PLATFORM_CONFIGURATION_INVALID | NEVER
          TaskFailedToStart: Unexpected EC2 error while attempting to Create Network Interface in subnet 'subnet-0a': InsufficientFreeAddressesInSubnet | | PLATFORM_NETWORK_UNAVAILABLE | LATER
          TaskFailedToStart: Timeout waiting for network interface provisioning to complete. | | PLATFORM_NETWORK_UNAVAILABLE | LATER
          TaskFailedToStart: Capacity is unavailable at this time. Please try again later or in a different availability zone | | PLATFORM_NO_CAPACITY | LATER
          TaskFailedToStart: ContainerRuntimeTimeoutError: Could not transition to running; timed out after waiting 1m | | PLATFORM_START_FAILED | NOW
          TaskFailedToStart: DockerTimeoutError: Could not transition to running; timed out after waiting 3m0s | | PLATFORM_START_FAILED | NOW
          TaskFailedToStart: CannotStartContainerError: failed to get container status | | PLATFORM_START_FAILED | NOW
          TaskFailedToStart: CannotStartContainerError: exec /app: exec format error | | PLATFORM_CONFIGURATION_INVALID | NEVER
          EssentialContainerExited: CannotStopContainerError: failed sending SIGTERM to container | | PLATFORM_BUILD_LOST | NOW
          TaskFailedToStart: CannotInspectContainerError: Could not transition to inspecting | | PLATFORM_START_FAILED | NOW
          TaskFailedToStart: CannotCreateVolumeError: unable to create volume | | PLATFORM_START_FAILED | NOW
          TaskFailedToStart: ContainerRuntimeError: containerd died | | PLATFORM_START_FAILED | NOW
          TaskFailedToStart: InternalError: something broke | | PLATFORM_START_FAILED | NOW
          TaskFailedToStart: Task failed to start | | PLATFORM_START_FAILED | NOW
          EssentialContainerExited: Essential container in task exited | 2 | PLATFORM_CONFIGURATION_INVALID | NEVER
          EssentialContainerExited: Essential container in task exited | 3 | PLATFORM_BUILD_LOST | NOW
          EssentialContainerExited: Essential container in task exited | 137 | PLATFORM_BUILD_LOST | NOW
          EssentialContainerExited: Essential container in task exited | 0 | PLATFORM_BUILD_LOST | NOW
          """)
  void aStoppedTask(String said, @Nullable Integer exit, FailureCode code, Loss.Retry retry) {
    Loss loss = StoppedTasks.lossOf(said, exit);

    assertThat(loss.failure().code()).isEqualTo(code);
    assertThat(loss.retry()).isEqualTo(retry);
    assertThat(loss.failure().message()).endsWith(".").doesNotContain("%s");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          failure RESOURCE:MEMORY | PLATFORM_NO_CAPACITY | LATER
          failure RESOURCE:CPU | PLATFORM_NO_CAPACITY | LATER
          failure RESOURCE:ENI | PLATFORM_NETWORK_UNAVAILABLE | LATER
          failure AGENT | PLATFORM_START_FAILED | NOW
          failure ATTRIBUTE | PLATFORM_CONFIGURATION_INVALID | NEVER
          failure LOCATION | PLATFORM_CONFIGURATION_INVALID | NEVER
          failure Capacity is unavailable at this time. Please try again later or in a different availability zone | PLATFORM_NO_CAPACITY | LATER
          ThrottlingException: Rate exceeded | PLATFORM_START_FAILED | LATER
          RequestLimitExceeded: Request limit exceeded. | PLATFORM_START_FAILED | LATER
          InvalidParameterException: The role conflict-blocked does not fit. | PLATFORM_CONFIGURATION_INVALID | NEVER
          ClientException: You've reached the limit on the number of vCPUs you can run concurrently | PLATFORM_NO_CAPACITY | LATER
          LimitExceededException: The limit for the resource was exceeded. | PLATFORM_NO_CAPACITY | LATER
          AccessDeniedException: User: arn:aws:sts::0:assumed-role/agent is not authorized to perform: ecs:RunTask | PLATFORM_CONFIGURATION_INVALID | NEVER
          UnrecognizedClientException: The security token included in the request is invalid. | PLATFORM_CONFIGURATION_INVALID | NEVER
          ExpiredTokenException: The security token included in the request is expired | PLATFORM_CONFIGURATION_INVALID | NOW
          InvalidSubnetID.NotFound: The subnet ID 'subnet-0a' does not exist | PLATFORM_CONFIGURATION_INVALID | NEVER
          InvalidGroup.NotFound: The security group 'sg-0a' does not exist | PLATFORM_CONFIGURATION_INVALID | NEVER
          ClusterNotFoundException: Cluster not found. | PLATFORM_CONFIGURATION_INVALID | NEVER
          InvalidParameterException: TaskDefinition not found. | PLATFORM_CONFIGURATION_INVALID | NEVER
          ClientException: No Fargate configuration exists for given values. | PLATFORM_CONFIGURATION_INVALID | NEVER
          PlatformUnknownException: The specified platform version doesn't exist. | PLATFORM_CONFIGURATION_INVALID | NEVER
          PlatformTaskDefinitionIncompatibilityException: The platform version doesn't satisfy the task definition. | PLATFORM_CONFIGURATION_INVALID | NEVER
          UnsupportedFeatureException: The specified task isn't supported in this Region. | PLATFORM_CONFIGURATION_INVALID | NEVER
          BlockedException: Your Amazon Web Services account was blocked. | PLATFORM_CONFIGURATION_INVALID | NEVER
          ConflictException: The clientToken was used for another request | PLATFORM_START_FAILED | NOW
          SomethingNew: nobody has seen this before | PLATFORM_START_FAILED | LATER
          """)
  void aRefusedOrder(String said, FailureCode code, Loss.Retry retry) {
    Loss loss = RefusalRule.lossOf(said);

    assertThat(loss.failure().code()).isEqualTo(code);
    assertThat(loss.retry()).isEqualTo(retry);
    assertThat(loss.failure().message()).endsWith(".");
  }

  @Test
  void noRuleIsHiddenBehindAnother() {
    List<StopRule> table = StopRule.TABLE;

    for (StopRule rule : table) {
      String said = rule.text().replace('\n', ' ');
      assertThat(table.stream().filter(r -> r.fits(said)).findFirst()).contains(rule);
    }
  }
}

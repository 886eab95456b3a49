package dev.fairlead.api.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.util.Credentials;
import dev.fairlead.testing.aws.AwsEndpoint;
import dev.fairlead.testing.aws.AwsEndpointTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

@AwsEndpointTest("secretsmanager")
final class SecretsTest {
  private final String name = "fairlead-test-" + UUID.randomUUID();
  private SecretsManagerClient client;
  private Secrets secrets;

  @BeforeEach
  void open(AwsEndpoint endpoint) {
    client =
        SecretsManagerClient.builder()
            .endpointOverride(endpoint.uri())
            .region(Region.of(endpoint.region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(endpoint.accessKeyId(), endpoint.secretAccessKey())))
            .build();
    secrets = new Secrets(client);
  }

  @AfterEach
  void close() {
    secrets.close();
  }

  @Test
  void aSecretHasTheValueItWasGivenLast() throws Exception {
    client.createSecret(create -> create.name(name));
    assertThat(secrets.find(name)).isEmpty();

    secrets.put(name, "first");
    secrets.put(name, "second");

    assertThat(secrets.find(name)).contains("second");
  }

  @Test
  void aSecretThatIsNotThereIsNotMade() throws Exception {
    assertThat(secrets.find(name)).isEmpty();
    assertThatThrownBy(() -> secrets.put(name, "value"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(name);
    assertThat(secrets.find(name)).isEmpty();
  }

  @Test
  void aLoginFollowsItsSecretAndOutlivesItsAbsence() throws Exception {
    client.createSecret(create -> create.name(name));
    RotatedLogin login = new RotatedLogin(secrets, name);
    secrets.put(
        name, "{\"username\": \"fairlead\", \"password\": \"first\", \"engine\": \"postgres\"}");
    assertThat(passwordOf(login.getCredentials())).isEqualTo("first");

    secrets.put(name, "{\"username\": \"fairlead\", \"password\": \"second\"}");
    assertThat(passwordOf(login.getCredentials())).isEqualTo("second");

    client.deleteSecret(delete -> delete.secretId(name).forceDeleteWithoutRecovery(true));
    assertThat(passwordOf(login.getCredentials())).isEqualTo("second");
  }

  @Test
  void aSecretThatIsNoLoginIsRefusedWithoutShowingIt() throws Exception {
    client.createSecret(create -> create.name(name));
    for (String value : new String[] {"hush-hush", "{\"password\": \"hush-hush\"}", "[]"}) {
      secrets.put(name, value);

      assertThatThrownBy(() -> new RotatedLogin(secrets, name).getCredentials())
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining(name)
          .hasMessageContaining("expected: {\"username\"")
          .hasMessageNotContaining("hush");
    }
  }

  private static String passwordOf(Credentials credentials) {
    assertThat(credentials.getUsername()).isEqualTo("fairlead");
    return credentials.getPassword();
  }
}

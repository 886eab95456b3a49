package dev.fairlead.infra.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Service Quotas, as its documentation says that it speaks. */
final class ServiceQuotasTest {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private ServiceQuotas quotas;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    quotas =
        new ServiceQuotas(
            new AwsAccess(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")),
                "eu-west-1",
                Optional.of(
                    URI.create("http://127.0.0.1:%d".formatted(server.getAddress().getPort())))));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void theAccountsOwnValueCounts() throws IOException {
    assertThat(quotas.value("fargate", "L-OWN")).isEqualTo(64);
    assertThat(asked).containsExactly("ServiceQuotasV20190624.GetServiceQuota");
  }

  @Test
  void withoutOneItIsTheDefault() throws IOException {
    assertThat(quotas.value("fargate", "L-DEFAULT")).isEqualTo(6);
    assertThat(asked)
        .containsExactly(
            "ServiceQuotasV20190624.GetServiceQuota",
            "ServiceQuotasV20190624.GetAWSDefaultServiceQuota");
  }

  @Test
  void anAnswerWithoutAValueIsAnError() {
    assertThatThrownBy(() -> quotas.value("fargate", "L-NONE"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("fargate L-NONE");
  }

  @Test
  void tooSmallAQuotaIsAFailureWithTheCommandThatAsksForMore() {
    Finding finding =
        QuotaCheck.finding(new QuotaCheck.Need("Fargate vCPUs", "fargate", "L-3032A538", 6, 2), 6);

    assertThat(finding.level()).isEqualTo(Finding.Level.FAIL);
    assertThat(finding.what()).isEqualTo("Fargate vCPUs: 6 needed, 4 of 6 free");
    assertThat(finding.advice()).contains("--quota-code L-3032A538 --desired-value 8");
    assertThat(
            QuotaCheck.finding(new QuotaCheck.Need("VPCs", "vpc", "L-F678F1CE", 1, 2), 5).level())
        .isEqualTo(Finding.Level.OK);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    asked.add(target);
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    boolean signed =
        String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
            .matches("AWS4-HMAC-SHA256 Credential=key/\\d{8}/eu-west-1/servicequotas/.*");
    boolean defaults = target.endsWith("GetAWSDefaultServiceQuota");
    String answer =
        !signed
            ? "{\"__type\":\"UnrecognizedClientException\"}"
            : body.contains("L-OWN") && !defaults
                ? "{\"Quota\":{\"QuotaCode\":\"L-OWN\",\"Value\":64.0}}"
                : body.contains("L-DEFAULT") && defaults
                    ? "{\"Quota\":{\"QuotaCode\":\"L-DEFAULT\",\"Value\":6.0}}"
                    : "{\"__type\":\"NoSuchResourceException\"}";
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.contains("__type") ? 400 : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}

package dev.fairlead.infra.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/**
 * One call of the <a
 * href="https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_GetServiceQuota.html">Service
 * Quotas API</a>, signed by the SDK's signer: its module of the SDK could not be had where this was
 * written.
 */
final class ServiceQuotas {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final String TARGET = "ServiceQuotasV20190624.GetServiceQuota";
  private static final String DEFAULT_TARGET = "ServiceQuotasV20190624.GetAWSDefaultServiceQuota";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Java's client sets these by itself, and refuses to be told. */
  private static final Set<String> OWN_HEADERS = Set.of("host", "content-length");

  private final AwsAccess aws;

  ServiceQuotas(AwsAccess aws) {
    this.aws = aws;
  }

  /**
   * Asks for a quota's value: the account's own, or AWS's default where it has none.
   *
   * @throws IOException if Service Quotas does not answer, or not with a value
   */
  double value(String service, String quota) throws IOException {
    JsonNode own = call(TARGET, service, quota);
    JsonNode answer = own.has("Quota") ? own : call(DEFAULT_TARGET, service, quota);
    if (!answer.at("/Quota/Value").isNumber()) {
      throw new IOException("no value of %s %s: %s".formatted(service, quota, answer));
    }
    return answer.at("/Quota/Value").asDouble();
  }

  private JsonNode call(String target, String service, String quota) throws IOException {
    byte[] body = JSON.writeValueAsBytes(Map.of("ServiceCode", service, "QuotaCode", quota));
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint())
            .putHeader("Content-Type", "application/x-amz-json-1.1")
            .putHeader("X-Amz-Target", target)
            .build();
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                signing ->
                    signing
                        .identity(aws.credentials().resolveCredentials())
                        .request(request)
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "servicequotas")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, aws.region()));
    return send(signed.request(), body);
  }

  private URI endpoint() {
    return aws.endpoint()
        .map(uri -> uri.resolve("/"))
        .orElseGet(
            () -> URI.create("https://servicequotas.%s.amazonaws.com/".formatted(aws.region())));
  }

  private static JsonNode send(SdkHttpRequest signed, byte[] body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(signed.getUri())
            .timeout(TIMEOUT)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    signed.forEachHeader(
        (name, values) -> {
          if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> request.header(name, value));
          }
        });
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
      return JSON.readTree(
          client
              .send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
              .body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}

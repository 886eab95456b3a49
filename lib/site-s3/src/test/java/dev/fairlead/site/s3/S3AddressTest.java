package dev.fairlead.site.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.URL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class S3AddressTest {

  /** As AWS documents its endpoints, and as the SDK therefore forms them. */
  @ParameterizedTest
  @CsvSource({
    "sites, eu-central-1, , false, true, sites.s3.eu-central-1.amazonaws.com, 443, /",
    "sites, cn-north-1, , false, true, sites.s3.cn-north-1.amazonaws.com.cn, 443, /",
    "dotted.name, eu-central-1, , false, true, s3.eu-central-1.amazonaws.com, 443, /dotted.name/",
    "sites, eu-central-1, , true, true, s3.eu-central-1.amazonaws.com, 443, /sites/",
    "sites, local, http://127.0.0.1:9000, true, false, 127.0.0.1, 9000, /sites/",
    "sites, local, http://s3.test, true, false, s3.test, 80, /sites/",
    "sites, local, https://s3.test:8443/below, true, true, s3.test, 8443, /below/sites/",
    "sites, local, https://s3.test, false, true, sites.s3.test, 443, /",
    "sites, local, http://[::1]:9000, true, false, [::1], 9000, /sites/",
  })
  void isWhereTheSdkWouldRead(
      String bucket,
      String region,
      URI endpoint,
      boolean pathStyle,
      boolean tls,
      String host,
      int port,
      String path) {
    S3Config config =
        new S3Config(bucket, region, endpoint, pathStyle, new S3Config.Credentials("id", "secret"));

    try (SdkClients sdk = new SdkClients(config, S3Limits.STANDARD)) {
      assertThat(sdk.address()).isEqualTo(new S3Address(tls, host, port, path));
      URL object = sdk.client().utilities().getUrl(get -> get.bucket(bucket).key("key"));
      assertThat(S3Address.of(URI.create(object.toString()), "key")).isEqualTo(sdk.address());
    }
  }

  @Test
  void namesThePortOnlyWhereItIsNotTheSchemes() {
    assertThat(new S3Address(true, "h", 443, "/").authority()).isEqualTo("h");
    assertThat(new S3Address(false, "h", 80, "/").authority()).isEqualTo("h");
    assertThat(new S3Address(true, "h", 80, "/").authority()).isEqualTo("h:80");
    assertThat(new S3Address(false, "[::1]", 9000, "/").authority()).isEqualTo("[::1]:9000");
    assertThat(new S3Address(false, "[::1]", 9000, "/").peer()).isEqualTo("::1");
  }

  @ParameterizedTest
  @CsvSource({
    "sites.s3.eu-central-1.amazonaws.com, true",
    "localhost, true",
    "127.0.0.1, false",
    "[::1], false",
    "object_store, false",
    "s3.test., false",
  })
  void isAServerNameOfTlsOrNot(String host, boolean isServerName) {
    assertThat(new S3Address(true, host, 443, "/").isServerName()).isEqualTo(isServerName);
  }

  @Test
  void aKeyIsEncodedByteByByte() {
    assertThat(new S3Address(true, "h", 443, "/b/").target("a-z_0.9~/ü +%?#&=:@\r\n"))
        .isEqualTo("/b/a-z_0.9~/%C3%BC%20%2B%25%3F%23%26%3D%3A%40%0D%0A");
  }

  @Test
  void refusesWhatCannotStandInARequest() {
    assertThatThrownBy(() -> new S3Address(true, "h\r\n", 443, "/")).hasMessageContaining("host:");
    assertThatThrownBy(() -> new S3Address(true, "h", 0, "/")).hasMessageContaining("port: 0");
    assertThatThrownBy(() -> new S3Address(true, "h", 1, "/a b/")).hasMessageContaining("path:");
    assertThatThrownBy(() -> new S3Address(true, "h", 1, "/a?/")).hasMessageContaining("path:");
    assertThatThrownBy(() -> S3Address.of(URI.create("http://h/other"), "key"))
        .hasMessageContaining("http://h/other");
  }
}

package dev.fairlead.site.s3;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javax.net.ssl.SSLSocketFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Readers of scripted servers, with limits that a test can reach. */
final class TestReaders {
  /** A server that is to answer does so within it, on a busy machine too. */
  static final Duration SILENCE = Duration.ofSeconds(1);

  static final Instant NOW = Instant.parse("2013-05-24T00:00:00Z");

  /** Silence and a whole call are short; for the rest there is plenty of time. */
  static final S3Limits LIMITS =
      new S3Limits(
          2,
          Duration.ofSeconds(2),
          SILENCE,
          Duration.ofSeconds(6),
          Duration.ofSeconds(20),
          Duration.ofMillis(2));

  /** Nothing comes to an end by itself while a test runs. */
  static final S3Limits PATIENT =
      new S3Limits(
          2,
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofSeconds(60),
          Duration.ofSeconds(20),
          Duration.ofMillis(2));

  private TestReaders() {}

  static S3Reader reader(ScriptedServer server) {
    return reader(server, PATIENT);
  }

  static S3Reader reader(ScriptedServer server, S3Limits limits) {
    return reader(server.address(), limits, (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  static S3Reader reader(S3Address address, S3Limits limits, SSLSocketFactory tls) {
    return reader(address, limits, tls, AwsBasicCredentials.create("id", "secret"));
  }

  static S3Reader reader(
      S3Address address, S3Limits limits, SSLSocketFactory tls, AwsCredentials credentials) {
    return new S3Reader(
        address,
        "eu-central-1",
        StaticCredentialsProvider.create(credentials),
        limits,
        tls,
        InstantSource.fixed(NOW));
  }
}

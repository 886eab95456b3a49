package dev.fairlead.site.s3;

import java.net.URI;
import java.net.URL;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.S3Utilities;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * What the AWS SDK does for one bucket. A client and a presigner take half a second of CPU to make
 * and are made when they are first needed. Safe for use by several threads.
 */
final class SdkClients implements AutoCloseable {
  private final S3Config config;
  private final S3Limits limits;
  private final AwsCredentialsProvider credentials;
  private final Lock lock = new ReentrantLock();
  private @Nullable S3Client client;
  private @Nullable S3Presigner presigner;
  private boolean closed;

  SdkClients(S3Config config, S3Limits limits) {
    this.config = config;
    this.limits = limits;
    this.credentials = credentials(config);
  }

  private static AwsCredentialsProvider credentials(S3Config config) {
    S3Config.Credentials given = config.credentials();
    if (given == null) {
      return DefaultCredentialsProvider.builder().build();
    }
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(given.accessKeyId(), given.secretAccessKey()));
  }

  AwsCredentialsProvider credentials() {
    return credentials;
  }

  /** Where a client would read the objects. */
  S3Address address() {
    var utilities = S3Utilities.builder().region(region()).s3Configuration(service());
    URI endpoint = config.endpoint();
    if (endpoint != null) {
      utilities.endpoint(endpoint);
    }
    String key = "key";
    URL object = utilities.build().getUrl(get -> get.bucket(config.bucket()).key(key));
    return S3Address.of(URI.create(object.toString()), key);
  }

  /**
   * @throws IllegalStateException after the end
   */
  S3Client client() {
    lock.lock();
    try {
      checkOpen();
      S3Client made = client == null ? newClient() : client;
      client = made;
      return made;
    } finally {
      lock.unlock();
    }
  }

  /**
   * @throws IllegalStateException after the end
   */
  S3Presigner presigner() {
    lock.lock();
    try {
      checkOpen();
      S3Presigner made = presigner == null ? newPresigner() : presigner;
      presigner = made;
      return made;
    } finally {
      lock.unlock();
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("bucket %s: closed".formatted(config.bucket()));
    }
  }

  private S3Client newClient() {
    var builder =
        S3Client.builder()
            .region(region())
            .credentialsProvider(credentials)
            .serviceConfiguration(service())
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(override -> override.apiCallTimeout(limits.call()))
            .httpClientBuilder(
                Apache5HttpClient.builder()
                    .maxConnections(limits.connections())
                    .connectionTimeout(limits.connect())
                    .connectionAcquisitionTimeout(limits.silence())
                    .socketTimeout(limits.silence()));
    URI endpoint = config.endpoint();
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    return builder.build();
  }

  private S3Presigner newPresigner() {
    var builder =
        S3Presigner.builder()
            .region(region())
            .credentialsProvider(credentials)
            .serviceConfiguration(service());
    URI endpoint = config.endpoint();
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    return builder.build();
  }

  private Region region() {
    return Region.of(config.region());
  }

  private S3Configuration service() {
    return S3Configuration.builder().pathStyleAccessEnabled(config.pathStyle()).build();
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      closeBoth();
    } finally {
      lock.unlock();
    }
  }

  private void closeBoth() {
    try {
      if (client != null) {
        client.close();
      }
    } finally {
      if (presigner != null) {
        presigner.close();
      }
    }
  }
}

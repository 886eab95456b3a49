package dev.fairlead.testing.aws;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a class of contract tests that run against something that answers for AWS; its methods and
 * its constructor may take an {@link AwsEndpoint}.
 *
 * <p>What answers is {@code FAIRLEAD_TEST_AWS_ENDPOINT}, else LocalStack where a Docker daemon has
 * its image and it knows the services, else {@code moto_server} where it is installed. Where there
 * is none of them the class is skipped, with the reason: no other test of this project may be.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(AwsEndpointExtension.class)
public @interface AwsEndpointTest {
  /** The services that the tests use, by the names of their endpoints, such as {@code s3}. */
  String[] value();
}

package dev.fairlead.testing.aws;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Finds or starts an endpoint once a JVM, hands it to the tests, and ends what it started. */
final class AwsEndpointExtension implements ExecutionCondition, ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(AwsEndpointExtension.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return switch (found(context)) {
      case AwsEndpoints.Found.Endpoint found ->
          ConditionEvaluationResult.enabled(found.endpoint().toString());
      case AwsEndpoints.Found.None none -> ConditionEvaluationResult.disabled(none.reason());
    };
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == AwsEndpoint.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return switch (found(context)) {
      case AwsEndpoints.Found.Endpoint found -> found.endpoint();
      case AwsEndpoints.Found.None none -> throw new IllegalStateException(none.reason());
    };
  }

  private static AwsEndpoints.Found found(ExtensionContext context) {
    Set<String> services =
        AnnotationSupport.findAnnotation(
                context.getRequiredTestClass(),
                AwsEndpointTest.class,
                context.getEnclosingTestClasses())
            .map(annotation -> Set.of(annotation.value()))
            .orElseThrow();
    AwsEndpoints endpoints =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .computeIfAbsent(
                AwsEndpoints.class, key -> new AwsEndpoints(System.getenv()), AwsEndpoints.class);
    try {
      return endpoints.find(services);
    } catch (IOException e) {
      throw new IllegalStateException("an AWS endpoint was there, but did not start", e);
    }
  }
}

package dev.fairlead.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What CloudFormation makes of a value of a template, as far as a reader can tell: the form of an
 * id, an address or an ARN is right, the rest is invented.
 */
final class DeployedValue {
  private static final Map<String, String> PSEUDO =
      Map.of(
          "AWS::Region", "us-east-1",
          "AWS::AccountId", "123456789012",
          "AWS::Partition", "aws",
          "AWS::URLSuffix", "amazonaws.com");

  private DeployedValue() {}

  static String of(JsonNode value) {
    if (value.isValueNode()) {
      return value.asText();
    }
    if (value.has("Fn::Join")) {
      JsonNode join = value.path("Fn::Join");
      return join.path(1)
          .valueStream()
          .map(DeployedValue::of)
          .collect(Collectors.joining(join.path(0).asText()));
    }
    String name = value.elements().next().toString();
    for (Map.Entry<String, String> pseudo : PSEUDO.entrySet()) {
      if (name.contains(pseudo.getKey())) {
        return pseudo.getValue();
      }
    }
    return invented(name);
  }

  private static String invented(String name) {
    if (name.contains("Subnet")) {
      return "subnet-0123456789abcdef0";
    }
    if (name.contains("GroupId")) {
      return "sg-0123456789abcdef0";
    }
    if (name.contains("Port")) {
      return "6379";
    }
    if (name.contains("Address")) {
      return "server.example.internal";
    }
    if (name.contains("Events")) {
      return "https://sqs.us-east-1.amazonaws.com/123456789012/events";
    }
    return "arn:aws:service:us-east-1:123456789012:thing/name";
  }
}

package dev.fairlead.wslogs;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import org.jspecify.annotations.Nullable;

/** Says what is wrong to a client that asks for a log without WebSocket (RFC 9110 §15.5.22). */
@ServerFilter("/v1/deployments/*/log")
final class UpgradeFilter {
  private static final String PROBLEM =
      """
      {"type":"about:blank","title":"Upgrade Required","status":426,\
      "detail":"A live log is read over WebSocket; over HTTP the api has it."}\
      """;

  @RequestFilter
  @Nullable HttpResponse<?> filter(HttpRequest<?> request) {
    if ("websocket".equalsIgnoreCase(request.getHeaders().get(HttpHeaders.UPGRADE))) {
      return null;
    }
    return HttpResponse.status(HttpStatus.UPGRADE_REQUIRED)
        .header(HttpHeaders.UPGRADE, "websocket")
        .header(HttpHeaders.CONNECTION, "Upgrade")
        .contentType(MediaType.of("application/problem+json"))
        .body(PROBLEM);
  }
}

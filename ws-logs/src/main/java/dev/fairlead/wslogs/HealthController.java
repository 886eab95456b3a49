package dev.fairlead.wslogs;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/** Tells a load balancer, and who runs this process, that it answers. */
@Controller("/health")
final class HealthController {

  @Get(
      uris = {"/", "/live"},
      produces = MediaType.APPLICATION_JSON)
  String health() {
    return "{\"status\":\"UP\"}";
  }
}

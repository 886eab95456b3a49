package dev.fairlead.wslogs;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/** Tells a load balancer that this process answers. */
@Controller("/health")
final class HealthController {

  @Get(produces = MediaType.APPLICATION_JSON)
  String health() {
    return "{\"status\":\"UP\"}";
  }
}

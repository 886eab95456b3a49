package dev.fairlead.wslogs;

import dev.fairlead.build.protocol.LogCursor;
import dev.fairlead.build.protocol.LogTickets;
import dev.fairlead.site.DeploymentId;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.websocket.CloseReason;
import java.io.IOException;
import java.util.Set;

/** Decides who may watch what. */
final class Admission {
  private final Set<String> origins;
  private final LogTickets tickets;

  Admission(Set<String> origins, LogTickets tickets) {
    this.origins = origins;
    this.tickets = tickets;
  }

  /** What became of a request. */
  sealed interface Outcome {
    record Admitted(DeploymentId deployment, LogCursor after) implements Outcome {}

    record Refused(CloseReason reason) implements Outcome {}
  }

  /** Looks at everything that costs nothing before the ticket is used up. */
  Outcome decide(HttpRequest<?> request, String id) {
    String origin = request.getHeaders().get(HttpHeaders.ORIGIN);
    if (origin != null && !origins.contains(origin)) {
      return new Outcome.Refused(Closing.BAD_ORIGIN);
    }
    LogCursor after;
    try {
      after = LogCursor.parse(request.getParameters().get("after", String.class, "0.0"));
    } catch (IllegalArgumentException e) {
      return new Outcome.Refused(Closing.BAD_CURSOR);
    }
    try {
      String ticket = request.getParameters().get("ticket", String.class, "");
      return tickets
          .redeem(ticket)
          .filter(deployment -> deployment.value().equals(id))
          .<Outcome>map(deployment -> new Outcome.Admitted(deployment, after))
          .orElse(new Outcome.Refused(Closing.BAD_TICKET));
    } catch (IOException e) {
      return new Outcome.Refused(Closing.TRY_AGAIN);
    }
  }
}

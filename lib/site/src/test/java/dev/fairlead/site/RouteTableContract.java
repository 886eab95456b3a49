package dev.fairlead.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.site.RouteTable.Stored;
import dev.fairlead.site.RouteTable.WriteOutcome;
import dev.fairlead.site.RouteTable.WriteOutcome.Conflict;
import dev.fairlead.site.RouteTable.WriteOutcome.Written;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link RouteTable} does; run against each implementation. */
public abstract class RouteTableContract {
  private static final Random RANDOM = new Random();
  private static final int WRITERS = 8;

  private final ProjectId project = ProjectId.random(RANDOM);
  private final Hostname host = Hostname.parse(project.value() + ".sites.example");

  protected abstract RouteTable table();

  /** Stores bytes in the place of a route, whatever they are. */
  protected abstract void putBytes(Hostname host, byte[] bytes) throws Exception;

  @Test
  void findsWhatWasWritten() throws Exception {
    Route route = route(host, 1);

    String tag = written(route, null);

    assertThat(table().find(host)).contains(new Stored(route, tag));
  }

  @Test
  void findsNothingWhereNothingWasWritten() throws Exception {
    written(route(host, 1), null);

    assertThat(table().find(host.child("absent"))).isEmpty();
  }

  @Test
  void keepsARouteThatServesNothingYet() throws Exception {
    Route route = new Route(Route.SCHEMA, host, 1, project, null, null, false);

    written(route, null);

    assertThat(table().find(host).orElseThrow().route()).isEqualTo(route);
  }

  @Test
  void theTagOfAReadOrOfAWriteAllowsTheNextWrite() throws Exception {
    String first = written(route(host, 1), null);
    String second = written(route(host, 2), first);
    written(route(host, 3), table().find(host).orElseThrow().tag());

    assertThat(second).isNotEqualTo(first);
    assertThat(table().find(host).orElseThrow().route().generation()).isEqualTo(3);
  }

  @Test
  void aWriteWithAnOldTagChangesNothing() throws Exception {
    String first = written(route(host, 1), null);
    Route newest = route(host, 2);
    written(newest, first);

    assertThat(table().write(route(host, 3), first)).isEqualTo(new Conflict());
    assertThat(table().find(host).orElseThrow().route()).isEqualTo(newest);
  }

  @Test
  void aRouteIsCreatedOnlyWhereThereIsNone() throws Exception {
    Route stored = route(host, 1);
    String tag = written(stored, null);

    assertThat(table().write(route(host, 2), null)).isEqualTo(new Conflict());
    assertThat(table().write(route(host.child("absent"), 2), tag)).isEqualTo(new Conflict());
    assertThat(table().find(host).orElseThrow().route()).isEqualTo(stored);
    assertThat(table().find(host.child("absent"))).isEmpty();
  }

  @Test
  void ofConcurrentWritersOneWins() throws Exception {
    String tag = race(null);
    race(tag);
  }

  @Test
  void refusesWhatIsNoRoute() throws Exception {
    for (String bytes : List.of("", "null", "<html>", "{\"schema\":1}")) {
      putBytes(host, bytes.getBytes(StandardCharsets.UTF_8));

      assertThatThrownBy(() -> table().find(host))
          .as(bytes)
          .isInstanceOf(InvalidDocumentException.class);
    }
  }

  @Test
  void refusesTheRouteOfAnotherHost() throws Exception {
    putBytes(host, route(host.child("other"), 1).toJson());

    assertThatThrownBy(() -> table().find(host))
        .isInstanceOf(InvalidDocumentException.class)
        .hasMessageContaining("other");
  }

  @Test
  void refusesARouteThatIsTooLarge() throws Exception {
    byte[] json = route(host, 1).toJson();
    putBytes(host, Arrays.copyOf(json, Route.MAX_BYTES + 1));

    assertThatThrownBy(() -> table().find(host))
        .isInstanceOf(InvalidDocumentException.class)
        .hasMessageContaining("65,53");
  }

  @Test
  void refusesARouteOfANewerSchema() throws Exception {
    String json = new String(route(host, 1).toJson(), StandardCharsets.UTF_8);
    putBytes(host, json.replace("\"schema\":1", "\"schema\":2").getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> table().find(host))
        .isInstanceOf(InvalidDocumentException.class)
        .hasMessageContaining("route schema: 2 (expected: 1–1)");
  }

  /** Many writers with the same expectation: one gets through and its route is what is stored. */
  private String race(@Nullable String expectedTag) throws Exception {
    List<Callable<WriteOutcome>> writers =
        LongStream.rangeClosed(1, WRITERS)
            .<Callable<WriteOutcome>>mapToObj(
                i -> () -> table().write(route(host, i + 10), expectedTag))
            .toList();
    List<String> winners = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(WRITERS)) {
      for (Future<WriteOutcome> writer : executor.invokeAll(writers)) {
        switch (writer.get()) {
          case Written(String tag) -> winners.add(tag);
          case Conflict() -> {}
        }
      }
    }
    assertThat(winners).hasSize(1);
    assertThat(table().find(host).orElseThrow().tag()).isEqualTo(winners.getFirst());
    return winners.getFirst();
  }

  private String written(Route route, @Nullable String expectedTag) throws Exception {
    return switch (table().write(route, expectedTag)) {
      case Written(String tag) -> tag;
      case Conflict() -> throw new AssertionError("conflict at " + route);
    };
  }

  private Route route(Hostname of, long generation) {
    return new Route(
        Route.SCHEMA, of, generation, project, DeploymentId.random(RANDOM), null, true);
  }
}

package dev.fairlead.edge.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.site.ProjectId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RoomTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final ProjectId ONE = ProjectId.parse("0000000000000001");
  private static final ProjectId OTHER = ProjectId.parse("0000000000000002");

  private final Room room =
      new Room(new UpstreamLimits(3, 2, SECOND, SECOND, SECOND, SECOND, 1_000));

  @Test
  void aSiteLeavesRoomForOthers() {
    assertThat(room.tryEnter(ONE)).isTrue();
    assertThat(room.tryEnter(ONE)).isTrue();
    assertThat(room.tryEnter(ONE)).isFalse();
    assertThat(room.tryEnter(OTHER)).isTrue();
    assertThat(room.open()).isEqualTo(3);
  }

  @Test
  void allTogetherAreBounded() {
    assertThat(room.tryEnter(ONE)).isTrue();
    assertThat(room.tryEnter(ONE)).isTrue();
    assertThat(room.tryEnter(OTHER)).isTrue();
    assertThat(room.tryEnter(OTHER)).isFalse();

    room.leave(ONE);
    assertThat(room.tryEnter(OTHER)).isTrue();
    assertThat(room.tryEnter(ONE)).isFalse();
  }
}

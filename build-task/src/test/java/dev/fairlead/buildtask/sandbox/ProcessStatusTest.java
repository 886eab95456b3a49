package dev.fairlead.buildtask.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ProcessStatusTest {
  @Test
  void theRealUserAndTheMemoryOfItsOwnAreRead() {
    ProcessStatus status =
        ProcessStatus.parse(
            """
            Name:	node
            State:	S (sleeping)
            Uid:	1001	1002	1003	1004
            VmRSS:	   90000 kB
            RssAnon:	   60000 kB
            RssFile:	   29000 kB
            RssShmem:	    1000 kB
            """);

    assertThat(status).isEqualTo(new ProcessStatus(1001, false, 61_000));
  }

  @Test
  void aNameThatLooksLikeAnotherUserChangesNothing() {
    ProcessStatus status =
        ProcessStatus.parse("Name:\tx\\nUid:\t0\nState:\tZ (zombie)\nUid:\t7\t7\n");

    assertThat(status).isEqualTo(new ProcessStatus(7, true, 0));
  }

  @Test
  void aProcessThatHasGoneBelongsToNobody() {
    assertThat(ProcessStatus.of(Path.of("/proc/0"))).isEqualTo(new ProcessStatus(-1, true, 0));
  }
}

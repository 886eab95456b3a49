package dev.fairlead.buildtask.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the program as the kernel's BPF machine would. */
final class SeccompFilterTest {
  private static final int X86 = 0xc000003e;
  private static final int ARM = 0xc00000b7;

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "X86_64, read, 0, 0, 0, ALLOW",
    "X86_64, ptrace, 101, 0, 0, ERRNO 1",
    "X86_64, mount, 165, 0, 0, ERRNO 1",
    "X86_64, modify_ldt, 154, 0, 0, ERRNO 1",
    "X86_64, clone a thread, 56, 4001536, 0, ALLOW",
    "X86_64, clone a user namespace, 56, 268435456, 0, ERRNO 1",
    "X86_64, clone a network namespace, 56, 1073741824, 0, ERRNO 1",
    "X86_64, clone3, 435, 0, 0, ERRNO 38",
    "X86_64, ioctl TCGETS, 16, 0, 21505, ALLOW",
    "X86_64, ioctl TIOCSTI, 16, 0, 21522, ERRNO 1",
    "X86_64, ioctl TIOCLINUX, 16, 0, 21532, ERRNO 1",
    "X86_64, socket unix, 41, 1, 0, ALLOW",
    "X86_64, socket inet, 41, 2, 0, ALLOW",
    "X86_64, socket inet6, 41, 10, 0, ALLOW",
    "X86_64, socket netlink, 41, 16, 0, ALLOW",
    "X86_64, socket packet, 41, 17, 0, ERRNO 97",
    "X86_64, socket vsock, 41, 40, 0, ERRNO 97",
    "X86_64, an x32 call, 1073741825, 0, 0, ERRNO 38",
    "AARCH64, read, 63, 0, 0, ALLOW",
    "AARCH64, ptrace, 117, 0, 0, ERRNO 1",
    "AARCH64, mount, 40, 0, 0, ERRNO 1",
    "AARCH64, clone a user namespace, 220, 268435456, 0, ERRNO 1",
    "AARCH64, clone3, 435, 0, 0, ERRNO 38",
    "AARCH64, ioctl TIOCSTI, 29, 0, 21522, ERRNO 1",
    "AARCH64, socket packet, 198, 17, 0, ERRNO 97"
  })
  void aCallIsJudged(
      SystemCalls calls, String name, int number, int first, int second, String verdict) {
    int architecture = calls == SystemCalls.X86_64 ? X86 : ARM;

    assertThat(run(calls, architecture, number, first, second)).as(name).isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({"X86_64, 0x40000003", "X86_64, 0xc00000b7", "AARCH64, 0xc000003e"})
  void aCallOfAnotherArchitectureKills(SystemCalls calls, String architecture) {
    assertThat(run(calls, Integer.parseUnsignedInt(architecture.substring(2), 16), 0, 0, 0))
        .isEqualTo("KILL");
  }

  private static String run(
      SystemCalls calls, int architecture, int number, int first, int second) {
    ByteBuffer program =
        ByteBuffer.wrap(SeccompFilter.programFor(calls)).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    data.putInt(number).putInt(architecture).putLong(0).putLong(first).putLong(second);
    int accumulator = 0;
    int counter = 0;
    while (true) {
      int at = counter++ * 8;
      int code = program.getShort(at);
      int ifTrue = program.get(at + 2) & 0xff;
      int ifFalse = program.get(at + 3) & 0xff;
      int operand = program.getInt(at + 4);
      switch (code) {
        case 0x20 -> accumulator = data.getInt(operand);
        case 0x15 -> counter += accumulator == operand ? ifTrue : ifFalse;
        case 0x35 ->
            counter += Integer.compareUnsigned(accumulator, operand) >= 0 ? ifTrue : ifFalse;
        case 0x45 -> counter += (accumulator & operand) != 0 ? ifTrue : ifFalse;
        case 0x06 -> {
          return verdict(operand);
        }
        default -> throw new AssertionError("unknown instruction " + code);
      }
    }
  }

  private static String verdict(int value) {
    return switch (value & 0xffff0000) {
      case 0x7fff0000 -> "ALLOW";
      case 0x00050000 -> "ERRNO " + (value & 0xffff);
      case 0x80000000 -> "KILL";
      default -> "0x" + Integer.toHexString(value);
    };
  }
}

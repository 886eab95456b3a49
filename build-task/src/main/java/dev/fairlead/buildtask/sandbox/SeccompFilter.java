package dev.fairlead.buildtask.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The system-call filter of the sandbox (seccomp(2)), as a program for the kernel's classic BPF
 * machine. Calls that reach beyond the sandbox fail with EPERM, new kinds of {@code clone} with
 * ENOSYS so that libraries fall back to what can be judged, sockets of unusual families with
 * EAFNOSUPPORT; a call of another architecture kills the process.
 */
final class SeccompFilter {
  private static final int LOAD_WORD = 0x20;
  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int JUMP_IF_AT_LEAST = 0x35;
  private static final int JUMP_IF_SET = 0x45;
  private static final int RETURN = 0x06;

  private static final int ALLOW = 0x7fff0000;
  private static final int KILL_PROCESS = 0x80000000;
  private static final int FAIL = 0x00050000;
  private static final int EPERM = 1;
  private static final int ENOSYS = 38;
  private static final int EAFNOSUPPORT = 97;

  private static final int OFFSET_NUMBER = 0;
  private static final int OFFSET_ARCHITECTURE = 4;
  private static final int OFFSET_FIRST_ARGUMENT = 16;
  private static final int OFFSET_SECOND_ARGUMENT = 24;

  /** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET. */
  private static final int NEW_NAMESPACES = 0x7e020000;

  private static final List<Integer> TERMINAL_INJECTION = List.of(0x5412, 0x541c);

  /** AF_UNIX, AF_INET, AF_INET6, AF_NETLINK. */
  private static final List<Integer> SOCKET_FAMILIES = List.of(1, 2, 10, 16);

  private static final int FIRST_X32_NUMBER = 0x40000000;

  private final SystemCalls calls;
  private final ByteArrayOutputStream program = new ByteArrayOutputStream();

  private SeccompFilter(SystemCalls calls) {
    this.calls = calls;
  }

  /** The program, in the byte order of both architectures: little endian. */
  static byte[] programFor(SystemCalls calls) {
    return new SeccompFilter(calls).build();
  }

  private byte[] build() {
    emit(LOAD_WORD, 0, 0, OFFSET_ARCHITECTURE);
    emit(JUMP_IF_EQUAL, 1, 0, calls.auditArchitecture());
    emit(RETURN, 0, 0, KILL_PROCESS);
    emit(LOAD_WORD, 0, 0, OFFSET_NUMBER);
    if (calls == SystemCalls.X86_64) {
      emit(JUMP_IF_AT_LEAST, 0, 1, FIRST_X32_NUMBER);
      emit(RETURN, 0, 0, FAIL | ENOSYS);
    }
    calls.refused().forEach(number -> failCall(number, EPERM));
    failCall(calls.clone3(), ENOSYS);
    refuseNewNamespaces();
    refuseTerminalInjection();
    allowSocketFamilies();
    emit(RETURN, 0, 0, ALLOW);
    return program.toByteArray();
  }

  private void failCall(int number, int error) {
    emit(JUMP_IF_EQUAL, 0, 1, number);
    emit(RETURN, 0, 0, FAIL | error);
  }

  private void refuseNewNamespaces() {
    emit(JUMP_IF_EQUAL, 0, 4, calls.cloneCall());
    emit(LOAD_WORD, 0, 0, OFFSET_FIRST_ARGUMENT);
    emit(JUMP_IF_SET, 0, 1, NEW_NAMESPACES);
    emit(RETURN, 0, 0, FAIL | EPERM);
    emit(RETURN, 0, 0, ALLOW);
  }

  private void refuseTerminalInjection() {
    emit(JUMP_IF_EQUAL, 0, 2 + 2 * TERMINAL_INJECTION.size(), calls.ioctl());
    emit(LOAD_WORD, 0, 0, OFFSET_SECOND_ARGUMENT);
    TERMINAL_INJECTION.forEach(request -> failCall(request, EPERM));
    emit(RETURN, 0, 0, ALLOW);
  }

  private void allowSocketFamilies() {
    emit(JUMP_IF_EQUAL, 0, 2 + 2 * SOCKET_FAMILIES.size(), calls.socket());
    emit(LOAD_WORD, 0, 0, OFFSET_FIRST_ARGUMENT);
    for (int family : SOCKET_FAMILIES) {
      emit(JUMP_IF_EQUAL, 0, 1, family);
      emit(RETURN, 0, 0, ALLOW);
    }
    emit(RETURN, 0, 0, FAIL | EAFNOSUPPORT);
  }

  /** One {@code struct sock_filter}. */
  private void emit(int code, int ifTrue, int ifFalse, int operand) {
    ByteBuffer instruction = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    instruction.putShort((short) code).put((byte) ifTrue).put((byte) ifFalse).putInt(operand);
    program.writeBytes(instruction.array());
  }
}

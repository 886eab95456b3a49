package dev.fairlead.buildtask.sandbox;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Runs as the commands' user, in between: puts the system-call filter on its own thread, then
 * becomes the user's shell with the command's variables (execve(2)). The variables come only here,
 * after the change of user, so that one such as {@code LD_PRELOAD} can load nothing into a process
 * of ours. It uses the JDK alone, so that its class file is all that is needed of Fairlead.
 */
final class UserInit {
  private static final int SET_SECCOMP = 22;
  private static final int FILTER_MODE = 2;
  private static final int INSTRUCTION_BYTES = 8;

  private UserInit() {}

  /** Arguments: the filter's file, the variables' file, the program's path and its arguments. */
  public static void main(String[] arguments) throws Throwable {
    byte[] filter = Files.readAllBytes(Path.of(arguments[0]));
    String[] variables = Files.readString(Path.of(arguments[1])).split("\0", 0);
    String[] program = Arrays.copyOfRange(arguments, 2, arguments.length);
    try (Arena arena = Arena.ofConfined()) {
      applyFilter(filter, arena);
      MethodHandle execve =
          function(
              "execve",
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT,
                  ValueLayout.ADDRESS,
                  ValueLayout.ADDRESS,
                  ValueLayout.ADDRESS));
      int unused =
          (int)
              execve.invokeExact(
                  arena.allocateFrom(program[0]),
                  strings(program, arena),
                  strings(variables, arena));
    }
    // Reached only if there is no such program.
    System.err.println(program[0] + " cannot be started");
    System.exit(126);
  }

  /** The kernel wants {@code struct sock_fprog}: the count of instructions and where they are. */
  private static void applyFilter(byte[] filter, Arena arena) throws Throwable {
    MemorySegment instructions = arena.allocate(filter.length, INSTRUCTION_BYTES);
    MemorySegment.copy(filter, 0, instructions, ValueLayout.JAVA_BYTE, 0, filter.length);
    MemorySegment program = arena.allocate(16, 8);
    program.set(ValueLayout.JAVA_SHORT, 0, (short) (filter.length / INSTRUCTION_BYTES));
    program.set(ValueLayout.ADDRESS, 8, instructions);
    MethodHandle prctl =
        function(
            "prctl",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.ADDRESS),
            Linker.Option.firstVariadicArg(1));
    int result = (int) prctl.invokeExact(SET_SECCOMP, (long) FILTER_MODE, program);
    if (result != 0) {
      System.err.println("The kernel does not take the filter of system calls.");
      System.exit(125);
    }
  }

  private static MethodHandle function(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor, options);
  }

  /** A null-terminated array of C strings. */
  private static MemorySegment strings(String[] texts, Arena arena) {
    MemorySegment array = arena.allocate(ValueLayout.ADDRESS, texts.length + 1L);
    for (int i = 0; i < texts.length; i++) {
      array.setAtIndex(
          ValueLayout.ADDRESS, i, arena.allocateFrom(texts[i], StandardCharsets.UTF_8));
    }
    return array;
  }
}

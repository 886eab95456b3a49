package dev.fairlead.buildtask.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Runs the tests as they are for root; for anyone else each asserts that the sandbox refuses. */
final class RootOrRefusal implements InvocationInterceptor {
  static boolean isRoot() throws IOException {
    return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }

  @Override
  public void interceptTestMethod(
      Invocation<@Nullable Void> test,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    runOrRefuse(test, context);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<@Nullable Void> test,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    runOrRefuse(test, context);
  }

  private static void runOrRefuse(Invocation<@Nullable Void> test, ExtensionContext context)
      throws Throwable {
    if (isRoot()) {
      test.proceed();
      return;
    }
    test.skip();
    SandboxContract contract = (SandboxContract) context.getRequiredTestInstance();
    assertThat(contract.sandbox().problem())
        .hasValueSatisfying(reason -> assertThat(reason).contains("set-user-id"));
  }
}

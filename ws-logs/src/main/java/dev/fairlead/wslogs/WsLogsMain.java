package dev.fairlead.wslogs;

import java.util.concurrent.CountDownLatch;

/** Runs the log server until the process is told to end. */
public final class WsLogsMain {
  private WsLogsMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    WsLogs server = WsLogs.start(WsLogsConfig.fromEnvironment(System.getenv()));
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
    new CountDownLatch(1).await();
  }
}

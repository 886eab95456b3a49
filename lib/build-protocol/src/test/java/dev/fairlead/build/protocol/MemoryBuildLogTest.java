package dev.fairlead.build.protocol;

final class MemoryBuildLogTest extends BuildLogContract {
  private final MemoryBuildLog log = new MemoryBuildLog();

  @Override
  protected BuildLog log() {
    return log;
  }
}

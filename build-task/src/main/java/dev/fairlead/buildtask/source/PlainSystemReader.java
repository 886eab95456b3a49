package dev.fairlead.buildtask.source;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * Hides the machine's own git configuration from JGit: no filter command, credential or URL
 * rewriting of the operator takes part in cloning a stranger's repository.
 */
final class PlainSystemReader extends SystemReader.Delegate {
  private static final Duration FILE_TIME_RESOLUTION = Duration.ofMillis(10);
  private static final PlainSystemReader INSTANCE =
      new PlainSystemReader(SystemReader.getInstance());

  private PlainSystemReader(SystemReader machine) {
    super(machine);
  }

  static void install() {
    SystemReader.setInstance(INSTANCE);
  }

  @Override
  public @Nullable String getenv(String variable) {
    return variable.startsWith("GIT_") ? null : super.getenv(variable);
  }

  @Override
  public FileBasedConfig openUserConfig(Config parent, FS fs) {
    return new EmptyConfig(parent, fs);
  }

  @Override
  public FileBasedConfig openSystemConfig(Config parent, FS fs) {
    return new EmptyConfig(parent, fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(Config parent, FS fs) {
    return new EmptyConfig(parent, fs);
  }

  private static final class EmptyConfig extends FileBasedConfig {
    EmptyConfig(Config parent, FS fs) {
      super(parent, null, fs);
    }

    @Override
    public void load() {
      // There is no file.
    }

    @Override
    public void save() {
      // Nothing JGit finds out about this machine is kept.
    }

    /**
     * JGit would measure the resolution of file times for two seconds on each file system, and keep
     * the result in the operator's home. A build reads its own fresh checkout only; any answer
     * does.
     */
    @Override
    public long getTimeUnit(
        String section,
        @Nullable String subsection,
        String name,
        long defaultValue,
        TimeUnit wantUnit) {
      return section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)
          ? wantUnit.convert(FILE_TIME_RESOLUTION)
          : super.getTimeUnit(section, subsection, name, defaultValue, wantUnit);
    }

    @Override
    public boolean isOutdated() {
      return false;
    }
  }
}

package dev.fairlead.local;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one machine's Fairlead is told.
 *
 * @param data holds everything that must survive; made if missing
 * @param buildCommand program and arguments that run one build
 * @param dashboard folder with the dashboard's files; null to serve none
 * @param workDirectory where builds unpack and build; removed after each
 * @param concurrency most builds at a time
 * @param egressAllow hosts that builds may reach although their addresses are not public
 * @param unsafeNoSandbox whether builds may run without a sandbox
 */
public record LocalConfig(
    Path data,
    LocalPorts ports,
    List<String> buildCommand,
    @Nullable Path dashboard,
    Path workDirectory,
    int concurrency,
    Set<String> egressAllow,
    boolean unsafeNoSandbox) {

  public LocalConfig {
    data = data.toAbsolutePath().normalize();
    workDirectory = workDirectory.toAbsolutePath().normalize();
    buildCommand = List.copyOf(buildCommand);
    egressAllow = Set.copyOf(egressAllow);
  }
}

package dev.fairlead.buildtask.source;

import dev.fairlead.build.protocol.Commit;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The files to build.
 *
 * @param directory the repository's root, a real path
 * @param commit what was checked out; null for an upload
 */
public record Checkout(Path directory, @Nullable Commit commit) {}

package dev.fairlead.buildtask.collect;

import dev.fairlead.site.SitePath;
import java.nio.file.Path;

/**
 * A file that will be published.
 *
 * @param content a real path
 * @param length in bytes
 */
record OutputFile(SitePath path, Path content, long length) {}

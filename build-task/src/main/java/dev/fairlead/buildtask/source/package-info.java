/** Gets the files to build: from a git repository or from an uploaded archive. */
@NullMarked
package dev.fairlead.buildtask.source;

import org.jspecify.annotations.NullMarked;

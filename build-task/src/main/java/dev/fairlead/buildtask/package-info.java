/** One process builds one deployment: clone, detect, install, build, collect, upload, publish. */
@NullMarked
package dev.fairlead.buildtask;

import org.jspecify.annotations.NullMarked;

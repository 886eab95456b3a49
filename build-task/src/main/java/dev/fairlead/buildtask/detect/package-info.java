/** Decides, without running anything, how a source tree becomes a site. */
@NullMarked
package dev.fairlead.buildtask.detect;

import org.jspecify.annotations.NullMarked;

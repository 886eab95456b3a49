/** From the output folder to the list of files a site consists of. */
@NullMarked
package dev.fairlead.buildtask.collect;

import org.jspecify.annotations.NullMarked;

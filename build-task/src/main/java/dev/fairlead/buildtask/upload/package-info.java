/** Brings the blobs that are missing to the store. */
@NullMarked
package dev.fairlead.buildtask.upload;

import org.jspecify.annotations.NullMarked;

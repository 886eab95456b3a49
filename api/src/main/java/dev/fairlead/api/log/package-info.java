/** Build logs: stored, relayed to viewers, archived, read. */
@NullMarked
package dev.fairlead.api.log;

import org.jspecify.annotations.NullMarked;

/** How build processes are started, watched and stopped, whatever machine they run on. */
@NullMarked
package dev.fairlead.api.launch;

import org.jspecify.annotations.NullMarked;

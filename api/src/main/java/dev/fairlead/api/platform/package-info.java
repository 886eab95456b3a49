/** What this platform offers. */
@NullMarked
package dev.fairlead.api.platform;

import org.jspecify.annotations.NullMarked;

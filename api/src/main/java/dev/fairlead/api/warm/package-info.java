/** Build processes that wait for a build, so that it need not wait for a machine. */
@NullMarked
package dev.fairlead.api.warm;

import org.jspecify.annotations.NullMarked;

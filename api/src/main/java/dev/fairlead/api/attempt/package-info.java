/** The attempt that a build speaks for, and whether it still may. */
@NullMarked
package dev.fairlead.api.attempt;

import org.jspecify.annotations.NullMarked;

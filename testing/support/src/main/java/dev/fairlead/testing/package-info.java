/** Fixtures that more than one module's tests need: real servers on loopback, real repositories. */
@NullMarked
package dev.fairlead.testing;

import org.jspecify.annotations.NullMarked;

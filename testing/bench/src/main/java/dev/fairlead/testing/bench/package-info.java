/** Measurements of the whole programs beside their peers, run by {@code ./fairlead bench}. */
@NullMarked
package dev.fairlead.testing.bench;

import org.jspecify.annotations.NullMarked;

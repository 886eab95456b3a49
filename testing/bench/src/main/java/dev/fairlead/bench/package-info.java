/** Measurements of the whole programs beside their peers, run by {@code ./fairlead bench}. */
@NullMarked
package dev.fairlead.bench;

import org.jspecify.annotations.NullMarked;

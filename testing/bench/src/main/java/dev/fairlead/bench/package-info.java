/** Measurements of the running system, each a small program that prints a table. */
@NullMarked
package dev.fairlead.bench;

import org.jspecify.annotations.NullMarked;

/** Turns host and path into a response: the program and its configuration. */
@NullMarked
package dev.fairlead.edge;

import org.jspecify.annotations.NullMarked;

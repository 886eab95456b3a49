/** Which deployment is built next, and whether its build still lives. */
@NullMarked
package dev.fairlead.api.queue;

import org.jspecify.annotations.NullMarked;

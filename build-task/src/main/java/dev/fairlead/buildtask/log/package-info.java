/** From what a command prints to numbered, cleaned, bounded lines on their way to the api. */
@NullMarked
package dev.fairlead.buildtask.log;

import org.jspecify.annotations.NullMarked;

/** Where the user's commands run, and what they cannot reach from there. */
@NullMarked
package dev.fairlead.buildtask.sandbox;

import org.jspecify.annotations.NullMarked;

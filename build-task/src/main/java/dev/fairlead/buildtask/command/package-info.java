/** Runs the user's commands: install and build. */
@NullMarked
package dev.fairlead.buildtask.command;

import org.jspecify.annotations.NullMarked;

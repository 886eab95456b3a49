/** One attempt's talk with the api: calls, heartbeat, events, and the ways it can end. */
@NullMarked
package dev.fairlead.buildtask.attempt;

import org.jspecify.annotations.NullMarked;

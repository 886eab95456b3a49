/** The command line. It speaks to the published API only, over HTTP and WebSocket. */
@NullMarked
package dev.fairlead.cli;

import org.jspecify.annotations.NullMarked;

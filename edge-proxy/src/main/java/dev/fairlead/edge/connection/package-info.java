/** The handlers of one client connection, each with one concern. */
@NullMarked
package dev.fairlead.edge.connection;

import org.jspecify.annotations.NullMarked;

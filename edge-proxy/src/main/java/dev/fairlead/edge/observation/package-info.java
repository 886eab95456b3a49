/** What an operator learns of an edge: access log, metrics, health. Nothing here waits. */
@NullMarked
package dev.fairlead.edge.observation;

import org.jspecify.annotations.NullMarked;

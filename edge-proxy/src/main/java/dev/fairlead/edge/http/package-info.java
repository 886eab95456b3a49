/**
 * What HTTP says about a request and its answer, as pure functions: no I/O, no clock, no channel.
 */
@NullMarked
package dev.fairlead.edge.http;

import org.jspecify.annotations.NullMarked;

/**
 * Shows build logs to viewers over WebSocket: what there is, then what comes, every line once.
 *
 * <p>Several programs may run in one JVM, each with an application context of its own; the property
 * keeps the beans of this package out of the others'.
 */
@NullMarked
@Configuration
@Requires(property = "fairlead.program", value = "ws-logs")
package dev.fairlead.wslogs;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;

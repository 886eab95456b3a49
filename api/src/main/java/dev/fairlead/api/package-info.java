/**
 * The REST API, accounts, projects, deployments and the queue; sole owner of PostgreSQL.
 *
 * <p>The beans of this package exist only in a context started by {@link dev.fairlead.api.Api}, so
 * that several programs can share one class path.
 */
@Configuration
@Requires(property = "fairlead.program", value = "api")
@NullMarked
package dev.fairlead.api;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;

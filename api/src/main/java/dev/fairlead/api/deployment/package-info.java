/** Deployments: asked for, listed, cancelled, retried. */
@NullMarked
package dev.fairlead.api.deployment;

import org.jspecify.annotations.NullMarked;

/** A hand-written Amazon ECS with its events, which plays what AWS documents. */
@NullMarked
package dev.fairlead.testing.ecs;

import org.jspecify.annotations.NullMarked;

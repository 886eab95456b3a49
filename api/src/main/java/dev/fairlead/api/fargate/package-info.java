/** Builds as AWS Fargate tasks. */
@NullMarked
package dev.fairlead.api.fargate;

import org.jspecify.annotations.NullMarked;

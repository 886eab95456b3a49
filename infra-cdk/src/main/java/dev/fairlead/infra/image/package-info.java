/** Images of the programs in ECR. */
@NullMarked
package dev.fairlead.infra.image;

import org.jspecify.annotations.NullMarked;

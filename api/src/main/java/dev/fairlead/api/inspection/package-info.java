/** A look at a repository before it is deployed. */
@NullMarked
package dev.fairlead.api.inspection;

import org.jspecify.annotations.NullMarked;

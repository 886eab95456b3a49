/** What a deployment would answer to a request, and what is wrong with its rules. */
@NullMarked
package dev.fairlead.api.resolution;

import org.jspecify.annotations.NullMarked;

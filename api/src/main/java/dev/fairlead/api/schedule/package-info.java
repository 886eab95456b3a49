/** Work that is done again and again in the background. */
@NullMarked
package dev.fairlead.api.schedule;

import org.jspecify.annotations.NullMarked;

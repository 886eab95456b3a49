/** Which hosts of others may be reached on somebody's behalf. */
@NullMarked
package dev.fairlead.network;

import org.jspecify.annotations.NullMarked;

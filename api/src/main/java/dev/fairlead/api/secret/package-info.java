/** Secrets that AWS keeps for the api. */
@NullMarked
package dev.fairlead.api.secret;

import org.jspecify.annotations.NullMarked;

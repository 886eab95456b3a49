/** Secrets made here and kept only as hashes. */
@NullMarked
package dev.fairlead.api.credential;

import org.jspecify.annotations.NullMarked;

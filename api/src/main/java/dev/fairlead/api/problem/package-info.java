/** Errors as RFC 9457 problem documents. */
@NullMarked
package dev.fairlead.api.problem;

import org.jspecify.annotations.NullMarked;

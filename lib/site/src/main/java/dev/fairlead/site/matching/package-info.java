/**
 * Rules compiled so that a request finds those for it without looking at the others: by the path,
 * by the query, then in the order they were written.
 */
@NullMarked
package dev.fairlead.site.matching;

import org.jspecify.annotations.NullMarked;

/** What an installation costs a month: quantities from its settings, prices from a snapshot. */
@NullMarked
package dev.fairlead.infra.cost;

import org.jspecify.annotations.NullMarked;

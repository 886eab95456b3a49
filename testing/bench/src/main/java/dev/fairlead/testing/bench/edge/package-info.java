/** The edge beside other servers: the same site, the same clients, the same core. */
@NullMarked
package dev.fairlead.testing.bench.edge;

import org.jspecify.annotations.NullMarked;

/** What the edge keeps of the stores: routes and manifests, each bounded. */
@NullMarked
package dev.fairlead.edge.cache;

import org.jspecify.annotations.NullMarked;

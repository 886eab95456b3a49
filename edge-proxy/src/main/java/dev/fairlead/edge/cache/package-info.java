/** What the edge keeps of the stores: routes, manifests and small blobs, each bounded. */
@NullMarked
package dev.fairlead.edge.cache;

import org.jspecify.annotations.NullMarked;

/** Proxied rewrites: answers that a site has another server give. */
@NullMarked
package dev.fairlead.edge.upstream;

import org.jspecify.annotations.NullMarked;

/** How a finished build goes live: blobs, manifest, aliases, routes. */
@NullMarked
package dev.fairlead.api.publishing;

import org.jspecify.annotations.NullMarked;

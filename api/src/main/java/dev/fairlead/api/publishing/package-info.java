/** How a finished build goes live: blobs checked, manifest written, hosts moved. */
@NullMarked
package dev.fairlead.api.publishing;

import org.jspecify.annotations.NullMarked;

/**
 * The bytes of stored blobs: from memory, from the local disk, or from the store as they arrive.
 * Blobs never change, so nothing here is ever purged, only displaced.
 */
@NullMarked
package dev.fairlead.edge.blob;

import org.jspecify.annotations.NullMarked;

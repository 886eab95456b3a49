/** Header compression for HTTP/2 (RFC 7541): no I/O, no channel. */
@NullMarked
package dev.fairlead.edge.hpack;

import org.jspecify.annotations.NullMarked;

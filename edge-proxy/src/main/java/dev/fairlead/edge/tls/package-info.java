/** Certificates and handshakes: what turns a TCP connection into a named, encrypted one. */
@NullMarked
package dev.fairlead.edge.tls;

import org.jspecify.annotations.NullMarked;

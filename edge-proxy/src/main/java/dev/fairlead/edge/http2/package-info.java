/** The server side of HTTP/2 connections (RFC 9113), on decrypted bytes. */
@NullMarked
package dev.fairlead.edge.http2;

import org.jspecify.annotations.NullMarked;

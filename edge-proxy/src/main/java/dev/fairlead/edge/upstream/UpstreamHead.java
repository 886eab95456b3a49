package dev.fairlead.edge.upstream;

import io.netty.handler.codec.http.HttpHeaders;

/**
 * What another server has said of its answer.
 *
 * @param headers that may be passed on
 * @param length of the body in bytes; -1 if there is none or it is not known
 */
public record UpstreamHead(int status, HttpHeaders headers, long length, boolean hasBody) {}

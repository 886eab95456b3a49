package dev.fairlead.edge.http2;

import dev.fairlead.site.Hostname;
import io.netty.channel.ChannelHandlerContext;
import java.util.function.Predicate;

/** What a connection is made of once it has a channel. */
record ConnectionParts(
    ChannelHandlerContext ctx,
    FrameReader reader,
    FrameWriter writer,
    ClientFrames frames,
    Requests requests,
    OpenStreams streams,
    Responder responder,
    Allowances allowances,
    Patience patience) {

  static ConnectionParts of(
      Http2Server server, Predicate<Hostname> served, ChannelHandlerContext ctx) {
    long now = System.nanoTime();
    FrameWriter writer = new FrameWriter(ctx);
    OpenStreams streams = new OpenStreams();
    Allowances allowances = new Allowances(server.limits(), now);
    Responder responder =
        new Responder(
            ctx.channel(), writer, streams, server.answering(), server.date(), allowances);
    Requests requests = new Requests(server, writer, streams, responder, allowances, served);
    ClientFrames frames = new ClientFrames(writer, streams, responder, requests, allowances);
    FrameReader reader = new FrameReader(ctx.alloc(), frames);
    Patience patience =
        new Patience(
            server.limits().timeouts(), reader, frames, requests, streams, responder, writer, now);
    return new ConnectionParts(
        ctx, reader, writer, frames, requests, streams, responder, allowances, patience);
  }

  /** Gives everything back; what is written from now on goes nowhere. */
  void release() {
    frames.close();
    responder.closeAll();
    reader.close();
    writer.close();
  }
}

package dev.fairlead.edge.http;

import dev.fairlead.edge.http.AcceptEncoding.Selected;
import dev.fairlead.edge.http.Body.Segment;
import dev.fairlead.edge.http.Body.Segment.Literal;
import dev.fairlead.edge.http.Body.Segment.Slice;
import dev.fairlead.site.Freshness;
import dev.fairlead.site.Resolution.Serve;
import dev.fairlead.site.Resolver;
import dev.fairlead.site.Route;
import dev.fairlead.site.SiteFile;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Answers with a file: content coding, conditions, ranges, caching. */
final class FileAnswers {
  private FileAnswers() {}

  static Answer answer(Route route, Resolver resolver, Serve serve, Request request) {
    SiteFile file = resolver.file(serve.file());
    Selected selected = request.preferences().codings().select(file);
    if (selected == null && serve.status() != 200) {
      // That there is no page is worth more than a form that is liked.
      selected = new Selected(null, file.blob());
    }
    if (selected == null) {
      Answer none = Answer.plain(406, "None of the accepted encodings is available.");
      none.headers().set(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT_ENCODING);
      return refusal(serve, none);
    }
    HttpHeaders headers = representation(file, selected);
    headers.set(
        HttpHeaderNames.CACHE_CONTROL, Freshness.of(file, serve.status(), request.target()));
    if (serve.status() != 200) {
      SiteFields.apply(serve.headers(), headers);
      return whole(route, selected, serve.status(), headers);
    }
    Validators validators = Validators.of(selected.blob(), resolver.createdAt());
    headers.set(HttpHeaderNames.ETAG, validators.entityTag());
    headers.set(HttpHeaderNames.LAST_MODIFIED, validators.lastModified());
    SiteFields.announce(file, headers);
    SiteFields.apply(serve.headers(), headers);
    return switch (validators.evaluate(request.headers())) {
      case NOT_MODIFIED -> Answer.withoutContent(200, headers).notModified();
      case FAILED ->
          refusal(serve, Answer.plain(412, "The file is not the one that was asked for."));
      case PROCEED -> content(route, serve, selected, validators, headers, request);
    };
  }

  /** An answer without the file, with the fields that the site wants on all. */
  private static Answer refusal(Serve serve, Answer answer) {
    SiteFields.apply(serve.headers().ofError(), answer.headers());
    return answer;
  }

  private static HttpHeaders representation(SiteFile file, Selected selected) {
    HttpHeaders headers = Answer.newHeaders();
    headers.set(HttpHeaderNames.CONTENT_TYPE, file.contentType());
    if (selected.coding() != null) {
      headers.set(HttpHeaderNames.CONTENT_ENCODING, selected.coding().token());
    }
    if (!file.variants().isEmpty()) {
      headers.set(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT_ENCODING);
    }
    return headers;
  }

  private static Answer content(
      Route route,
      Serve serve,
      Selected selected,
      Validators validators,
      HttpHeaders headers,
      Request request) {
    headers.set(HttpHeaderNames.ACCEPT_RANGES, "bytes");
    boolean ranges = !request.isHead() && validators.allowRange(request.headers());
    String range = ranges ? request.headers().get(HttpHeaderNames.RANGE) : null;
    long length = selected.blob().length();
    return switch (ByteRanges.parse(range, length)) {
      case ByteRanges.All() -> whole(route, selected, 200, headers);
      case ByteRanges.None() -> unsatisfiable(serve, length);
      case ByteRanges.Parts(List<Slice> slices) ->
          slices.size() == 1
              ? onePart(route, selected, headers, slices.getFirst())
              : parts(route, selected, headers, slices);
    };
  }

  private static Answer whole(Route route, Selected selected, int status, HttpHeaders headers) {
    long length = selected.blob().length();
    return length == 0
        ? new Answer(status, headers, 0, new Body.Empty())
        : stored(route, selected, status, headers, List.of(new Slice(0, length)));
  }

  private static Answer unsatisfiable(Serve serve, long length) {
    Answer answer = refusal(serve, Answer.plain(416, "The file has %d bytes.".formatted(length)));
    answer.headers().set(HttpHeaderNames.CONTENT_RANGE, "bytes */" + length);
    return answer;
  }

  private static Answer onePart(Route route, Selected selected, HttpHeaders headers, Slice slice) {
    headers.set(HttpHeaderNames.CONTENT_RANGE, contentRange(slice, selected.blob().length()));
    return stored(route, selected, 206, headers, List.of(slice));
  }

  private static Answer parts(
      Route route, Selected selected, HttpHeaders headers, List<Slice> slices) {
    // No content holds its own hash, so the boundary cannot occur in the parts.
    String boundary = "part-" + selected.blob().sha256().hex();
    String contentType = headers.get(HttpHeaderNames.CONTENT_TYPE);
    List<Segment> segments = new ArrayList<>();
    String before = "";
    for (Slice slice : slices) {
      String head =
          "%s--%s\r\nContent-Type: %s\r\nContent-Range: %s\r\n\r\n"
              .formatted(
                  before, boundary, contentType, contentRange(slice, selected.blob().length()));
      segments.add(new Literal(head.getBytes(StandardCharsets.ISO_8859_1)));
      segments.add(slice);
      before = "\r\n";
    }
    String end = "\r\n--%s--\r\n".formatted(boundary);
    segments.add(new Literal(end.getBytes(StandardCharsets.ISO_8859_1)));
    headers.set(HttpHeaderNames.CONTENT_TYPE, "multipart/byteranges; boundary=" + boundary);
    return stored(route, selected, 206, headers, segments);
  }

  private static Answer stored(
      Route route, Selected selected, int status, HttpHeaders headers, List<Segment> segments) {
    long length = segments.stream().mapToLong(Segment::length).sum();
    Body body = new Body.Stored(route.storedIn(), route.project(), selected.blob(), segments);
    return new Answer(status, headers, length, body);
  }

  private static String contentRange(Slice slice, long length) {
    return "bytes %d-%d/%d".formatted(slice.offset(), slice.offset() + slice.length() - 1, length);
  }
}

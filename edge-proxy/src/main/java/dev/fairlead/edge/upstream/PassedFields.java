package dev.fairlead.edge.upstream;

import dev.fairlead.edge.http.AnswerSink;
import dev.fairlead.edge.http.Request;
import dev.fairlead.site.rules.FieldRefusal;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Which fields pass between a client and another server (RFC 9110 §7.6). */
final class PassedFields {
  /** Marks a request that an edge has passed on, so that two never pass one to each other. */
  private static final String HOP = "x-fairlead-hop";

  private static final String FORWARDED = "x-forwarded-";

  /** What a client tells this host only, or what it might have made up. */
  private static final Set<String> NOT_ASKED =
      Set.of("authorization", "cookie", "forwarded", "host", "x-real-ip", HOP);

  /** What another server says of itself, not of this host. */
  private static final Set<String> NOT_ANSWERED =
      Set.of("alt-svc", "clear-site-data", "date", "public-key-pins", "strict-transport-security");

  private static final Pattern DOMAIN = Pattern.compile("(?i);\\s*domain\\s*(=[^;]*)?(?=;|$)");

  private PassedFields() {}

  static boolean hasBeenPassedOn(Request request) {
    return request.headers().contains(HOP);
  }

  static HttpHeaders ofRequest(Request request, AnswerSink sink, Destination destination) {
    HttpHeaders passed = new DefaultHttpHeaders();
    passed.set(HttpHeaderNames.HOST, destination.authority());
    Set<String> named = namedByConnection(request.headers());
    for (Map.Entry<String, String> field : request.headers()) {
      String name = field.getKey().toLowerCase(Locale.ROOT);
      if (!FieldRefusal.isOfConnection(name)
          && !NOT_ASKED.contains(name)
          && !named.contains(name)
          && !name.startsWith(FORWARDED)) {
        passed.add(name, field.getValue());
      }
    }
    InetAddress client = sink.clientAddress();
    if (client != null) {
      passed.set(FORWARDED + "for", client.getHostAddress());
    }
    passed.set(FORWARDED + "host", request.authority());
    passed.set(FORWARDED + "proto", request.secure() ? "https" : "http");
    passed.add(HttpHeaderNames.VIA, "1.1 fairlead");
    passed.set(HOP, "1");
    passed.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    return passed;
  }

  static HttpHeaders ofAnswer(HttpHeaders answered) {
    HttpHeaders passed =
        DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
    Set<String> named = namedByConnection(answered);
    for (Map.Entry<String, String> field : answered) {
      String name = field.getKey().toLowerCase(Locale.ROOT);
      if (FieldRefusal.isOfConnection(name)
          || NOT_ANSWERED.contains(name)
          || named.contains(name)) {
        continue;
      }
      passed.add(name, name.equals("set-cookie") ? ofHost(field.getValue()) : field.getValue());
    }
    if (!passed.contains(HttpHeaderNames.CACHE_CONTROL)) {
      passed.set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
    }
    return passed;
  }

  /** A cookie for this host alone: no site sets one for its neighbours. */
  private static String ofHost(String cookie) {
    return DOMAIN.matcher(cookie).replaceAll("");
  }

  private static Set<String> namedByConnection(HttpHeaders headers) {
    Set<String> names = new HashSet<>();
    for (String value : headers.getAll(HttpHeaderNames.CONNECTION)) {
      for (String name : value.split(",", -1)) {
        names.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }
}

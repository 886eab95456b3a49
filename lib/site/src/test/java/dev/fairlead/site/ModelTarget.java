package dev.fairlead.site;

import dev.fairlead.site.ModelRule.Value;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a rule leads for one request, by a regular expression over its target. */
record ModelTarget(String origin, String path, @Nullable String query, @Nullable String fragment) {
  private static final Pattern URL =
      Pattern.compile("(https?://[^/?#]+)?([^?#]*)(?:\\?([^#]*))?(?:#(.*))?");
  private static final Pattern NAME = Pattern.compile(":([A-Za-z_][A-Za-z0-9_]*)");

  /** The target with its placeholders filled; null if that makes a dot segment. */
  static @Nullable ModelTarget fill(String to, Map<String, Value> values) {
    Matcher url = URL.matcher(to);
    if (!url.matches()) {
      throw new IllegalArgumentException(to);
    }
    String origin = url.group(1) == null ? "" : url.group(1);
    Value rest = values.get("splat");
    boolean noRest = rest != null && rest.text().isEmpty();
    String whole = noRest ? url.group(2).replaceAll("(?<=/):splat/", "") : url.group(2);
    String path = "/" + filled(whole, values, "").replaceAll("^/+", "");
    boolean placeholders = NAME.matcher(url.group(2)).find();
    if (placeholders && path.matches("(?i).*/(\\.|%2e){1,2}(/.*)?")) {
      return null;
    }
    String query = url.group(3) == null ? null : filled(url.group(3), values, "&+");
    String fragment = url.group(4) == null ? null : filled(url.group(4), values, "");
    return new ModelTarget(origin, path, query, fragment);
  }

  boolean leadsTo(SiteRequest request, boolean exact) {
    String here = request.path();
    boolean samePath =
        exact ? path.equals(here) : path.replaceAll("/$", "").equals(here.replaceAll("/$", ""));
    boolean sameHost = origin.isEmpty() || origin.equals(request.scheme() + "://" + request.host());
    return samePath && sameHost && (query == null || query.equals(request.query()));
  }

  String url(@Nullable String requested, boolean withFragment) {
    String own = query == null ? requested : query;
    String url = origin + path + (own == null ? "" : "?" + escaped(own, ""));
    return withFragment && fragment != null ? url + "#" + fragment : url;
  }

  private static String filled(String text, Map<String, Value> values, String escapedInRaw) {
    StringBuilder filled = new StringBuilder();
    Matcher name = NAME.matcher(text);
    int end = 0;
    while (name.find()) {
      filled.append(escaped(LinearModel.latin1(text.substring(end, name.start())), ""));
      filled.append(value(name, values.get(name.group(1)), escapedInRaw));
      end = name.end();
    }
    return filled.append(escaped(LinearModel.latin1(text.substring(end)), "")).toString();
  }

  private static String value(MatchResult name, @Nullable Value value, String escapedInRaw) {
    if (value == null) {
      return name.group();
    }
    if (value.raw()) {
      return escaped(value.text(), escapedInRaw);
    }
    StringBuilder encoded = new StringBuilder();
    String plain = escapedInRaw.isEmpty() ? "-._~!$&'()*+,;=:@/" : "-._~!$'()*,:@/";
    for (byte b : value.text().getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean stays = ("" + c).matches("[A-Za-z0-9]") || plain.indexOf(c) >= 0;
      encoded.append(stays ? "" + c : "%%%02X".formatted((int) c));
    }
    return encoded.toString();
  }

  private static String escaped(String bytes, String also) {
    StringBuilder escaped = new StringBuilder();
    for (char c : bytes.toCharArray()) {
      boolean stays = ModelText.sendable(c) && also.indexOf(c) < 0;
      escaped.append(stays ? "" + c : "%%%02X".formatted((int) c));
    }
    return escaped.toString();
  }
}

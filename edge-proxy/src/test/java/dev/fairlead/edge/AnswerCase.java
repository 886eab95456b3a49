package dev.fairlead.edge;

import dev.fairlead.site.ContentHash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code answers.md}.
 *
 * @param fields of the request, without {@code Host}
 * @param phrase after the status in HTTP/1.1; HTTP/2 has none
 * @param answerFields of the answer, without {@code date} and {@code content-length}
 * @param body as {@code GET} would get it; null where the status has none
 */
record AnswerCase(
    TableSite site,
    String method,
    String host,
    String target,
    List<String> fields,
    int status,
    String phrase,
    List<String> answerFields,
    byte @Nullable [] body) {
  private static final String SCHEME = "{scheme}";
  private static final String SEPARATOR = " ⏎ ";
  private static final Pattern NAMED = Pattern.compile("([a-z-]+)\\((.+)\\)");
  private static final Pattern OF_FILE = Pattern.compile("(tag|sha256)\\((\\S+?)( [a-z]+)?\\)");
  private static final String HOME = "<p><a href=\"/\">Go to this site's home page</a></p>\n";
  private static final Pattern PAGE = Pattern.compile("page\\((\\d*)(.+?); (.+?)(; home)?\\)");
  private static final int TAG_LENGTH = 32;

  /** Reads a row: method, target, fields, status, fields of the answer, body. */
  static AnswerCase parse(
      TableSite site, List<String> cells, Map<String, String> names, String page) {
    String[] statusLine = cells.get(3).split(" ", 2);
    int status = Integer.parseInt(statusLine[0]);
    byte[] body = body(site, cells.get(5), page, status);
    List<String> answerFields = new ArrayList<>(List.of("x-content-type-options: nosniff"));
    addFields(site, cells.get(4), names, answerFields);
    List<String> fields = new ArrayList<>();
    String host = site.host();
    for (String field : split(ofFiles(site, cells.get(2)))) {
      if (field.startsWith("Host: ")) {
        host = field.substring(6);
      } else {
        fields.add(FramingCase.bytes(field));
      }
    }
    String target = FramingCase.bytes(cells.get(1));
    return new AnswerCase(
        site, cells.get(0), host, target, fields, status, statusLine[1], answerFields, body);
  }

  /** The answer as it comes over a connection of a scheme; its fields in alphabetical order. */
  WireAnswer expected(String scheme) {
    List<String> all = new ArrayList<>();
    answerFields.forEach(field -> all.add(field.replace(SCHEME, scheme)));
    byte[] whole = {};
    if (body != null) {
      whole = latin(latin(body).replace(SCHEME, scheme));
      all.add("content-length: " + whole.length);
    }
    all.sort(null);
    byte[] sent = method.equals("HEAD") ? new byte[0] : whole;
    boolean http1 = scheme.equals("http");
    return new WireAnswer(status, http1 ? phrase : "", http1 ? List.of() : early(), all, sent);
  }

  /** What a browser over HTTP/2 is told before the answer. */
  private List<String> early() {
    boolean page = status == 200 && answerFields.contains("content-type: text/html; charset=utf-8");
    return page && fields.contains("Sec-Fetch-Mode: navigate")
        ? answerFields.stream().filter(field -> field.startsWith("link: ")).toList()
        : List.of();
  }

  @Override
  public String toString() {
    String port = site.isOfRedirectPort() ? ":80" : "";
    return "%s %s%s%s %s → %d".formatted(method, host, port, target, fields, status);
  }

  private static void addFields(
      TableSite site, String cell, Map<String, String> names, List<String> to) {
    for (String part : split(cell)) {
      Matcher named = NAMED.matcher(part);
      if (part.contains(": ")) {
        to.add(FramingCase.bytes(ofFiles(site, part)));
      } else if (named.matches()) {
        addFields(site, known(names, named.group(1)).replace("…", named.group(2)), names, to);
      } else {
        addFields(site, known(names, part), names, to);
      }
    }
  }

  private static String known(Map<String, String> names, String name) {
    String fields = names.get(name);
    if (fields == null) {
      throw new IllegalArgumentException(
          "field: %s (expected: name: value, or one of %s)".formatted(name, names.keySet()));
    }
    return fields;
  }

  private static byte @Nullable [] body(TableSite site, String cell, String page, int status) {
    if (cell.equals("–")) {
      return null;
    }
    Matcher file = Pattern.compile("file\\((\\S+?)(?: ([a-z]+))?\\)").matcher(cell);
    if (file.matches()) {
      return site.content(file.group(1), file.group(2) == null ? "" : file.group(2));
    }
    Matcher ofPlatform = PAGE.matcher(cell);
    if (ofPlatform.matches()) {
      String reload = ofPlatform.group(1);
      String meta =
          reload.isEmpty()
              ? ""
              : "<meta http-equiv=\"refresh\" content=\"%s\">\n".formatted(reload);
      return page.replace("{reload}", meta)
          .replace("{title}", ofPlatform.group(2).strip())
          .replace("{sentence}", ofPlatform.group(3))
          .replace("{home}", ofPlatform.group(4) == null ? "" : HOME)
          .replace("{status}", Integer.toString(status))
          .getBytes(StandardCharsets.UTF_8);
    }
    String text = cell.equals("∅") ? "" : FramingCase.bytes(ofFiles(site, cell));
    return latin(text);
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String ofFiles(TableSite site, String text) {
    return OF_FILE.matcher(text).replaceAll(found -> ofFile(site, found));
  }

  private static String ofFile(TableSite site, MatchResult found) {
    String coding = found.group(3) == null ? "" : found.group(3).strip();
    String hash = ContentHash.of(site.content(found.group(2), coding)).hex();
    return found.group(1).equals("tag") ? '"' + hash.substring(0, TAG_LENGTH) + '"' : hash;
  }

  private static List<String> split(String cell) {
    return cell.isEmpty() ? List.of() : List.of(cell.split(SEPARATOR));
  }
}

package dev.fairlead.buildtask.collect;

import dev.fairlead.site.SiteFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/**
 * What the head of an HTML page is about to load, as values of {@code Link} (RFC 8288), so that a
 * browser can begin before it has the page. Addresses that depend on where the page is, and loads
 * that depend on the browser, are left to the page.
 */
final class PageLinks {
  private static final int HEAD_BYTES = 256 << 10;
  private static final int MAX_VALUE_LENGTH = 1000;
  private static final int MAX_TOTAL_LENGTH = 4000;
  private static final Set<String> RELATIONS =
      Set.of("preload", "modulepreload", "preconnect", "stylesheet");

  /** {@code as} of what a stylesheet link fetches: {@code rel=stylesheet} is no hint in itself. */
  private static final String STYLE = "style";

  private static final Pattern END_OF_HEAD =
      Pattern.compile("</head\\b|<body\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern TARGET =
      Pattern.compile("(?:/(?!/)|https://)[\\x21-\\x7e&&[^\"<>\\\\^`{|}]]*");
  private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z]+/[a-z0-9.+-]+");

  private PageLinks() {}

  static List<String> of(OutputFile page) throws IOException {
    try (InputStream in = Files.newInputStream(page.content())) {
      return of(new String(in.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8));
    }
  }

  /** The links of a page, in its order, each once; bounded in number and in length. */
  static List<String> of(String html) {
    Matcher end = END_OF_HEAD.matcher(html);
    String head = end.find() ? html.substring(0, end.start()) : html;
    LinkedHashSet<String> links = new LinkedHashSet<>();
    int length = 0;
    for (Element element : Jsoup.parse(head).head().children()) {
      String link = link(element);
      if (!link.isEmpty() && length + link.length() <= MAX_TOTAL_LENGTH && links.add(link)) {
        length += link.length();
      }
      if (links.size() == SiteFile.MAX_LINKS) {
        break;
      }
    }
    return List.copyOf(links);
  }

  /** The value for one element; empty if nothing can be said without doubt. */
  private static String link(Element element) {
    String relation = element.attr("rel").strip().toLowerCase(Locale.ROOT);
    String target = element.attr("href").strip();
    boolean depends =
        element.hasAttr("media") || element.hasAttr("imagesrcset") || element.hasAttr("disabled");
    if (!element.nameIs("link")
        || depends
        || !RELATIONS.contains(relation)
        || !TARGET.matcher(target).matches()) {
      return "";
    }
    boolean stylesheet = relation.equals("stylesheet");
    String as = stylesheet ? STYLE : element.attr("as").strip();
    boolean preload = stylesheet || relation.equals("preload");
    if (preload && as.isEmpty() || !as.matches("[a-z]*")) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    parts.add("<%s>; rel=%s".formatted(target, preload ? "preload" : relation));
    if (!as.isEmpty()) {
      parts.add("as=" + as);
    }
    parts.addAll(fetchedHow(element));
    String value = String.join("; ", parts);
    return value.length() <= MAX_VALUE_LENGTH ? value : "";
  }

  /** A fetch that differs in these would be made twice. */
  private static List<String> fetchedHow(Element element) {
    List<String> parts = new ArrayList<>();
    String type = element.attr("type").strip().toLowerCase(Locale.ROOT);
    if (MEDIA_TYPE.matcher(type).matches()) {
      parts.add("type=\"" + type + "\"");
    }
    if (element.hasAttr("crossorigin")) {
      boolean credentials = element.attr("crossorigin").equalsIgnoreCase("use-credentials");
      parts.add(credentials ? "crossorigin=use-credentials" : "crossorigin");
    }
    return parts;
  }
}

package dev.fairlead.site;

import dev.fairlead.site.rules.HeaderRule;
import dev.fairlead.site.rules.RedirectRule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Resolver} must answer, found without any index: every rule is a regular expression
 * that is tried in its turn, every file is compared with. Shares no code with what it is compared
 * to.
 */
final class LinearModel {
  private final Manifest manifest;
  private final ModelFiles files;

  LinearModel(Manifest manifest) {
    this.manifest = manifest;
    Set<String> paths = new TreeSet<>();
    manifest.files().forEach(file -> paths.add(file.path().value()));
    this.files = new ModelFiles(paths, manifest.htmlHandling());
  }

  /** The answer and its headers as {@link ResolverFuzz} writes those of the resolver. */
  String answer(SiteRequest request) {
    String decoded = ModelText.decodedPath(request.path());
    if (decoded.startsWith("400 ")) {
      return decoded + " []";
    }
    if (isReserved(decoded)) {
      return "404 []";
    }
    return body(request, decoded) + " " + headers(request);
  }

  private static boolean isReserved(String decoded) {
    return decoded.startsWith("/.fairlead/") || decoded.startsWith("/.well-known/acme-challenge/");
  }

  private String body(SiteRequest request, String decoded) {
    String forced = ruled(request, decoded, true);
    if (forced != null) {
      return forced;
    }
    String address = files.addressFor(decoded);
    if (address != null) {
      String encoded = ModelText.encode(address);
      return address.equals(decoded) && encoded.equals(request.path())
          ? "200 " + files.servedAt(decoded)
          : "307 " + encoded + query(request.query());
    }
    String ruled = ruled(request, decoded, false);
    return ruled == null ? notFound(request, decoded) : ruled;
  }

  private @Nullable String ruled(SiteRequest request, String decoded, boolean forced) {
    for (RedirectRule rule : manifest.rules().redirects()) {
      if (rule.force() == forced) {
        String answer = follow(rule, request, decoded);
        if (answer != null) {
          return answer;
        }
      }
    }
    return null;
  }

  private @Nullable String follow(RedirectRule rule, SiteRequest request, String decoded) {
    Map<String, ModelRule.Value> values = ModelRule.match(rule.scope(), rule.conditions(), request);
    if (values == null) {
      return null;
    }
    if (rule.status() >= 400 && rule.to().startsWith("http")) {
      return Integer.toString(rule.status());
    }
    ModelTarget target = ModelTarget.fill(rule.to(), values);
    if (target == null || target.leadsTo(request, rule.scope().exact())) {
      return null;
    }
    if (rule.status() >= 300 && rule.status() < 400) {
      return rule.status() + " " + target.url(request.query(), true);
    }
    if (!target.origin().isEmpty()) {
      return "proxy " + target.url(request.query(), false);
    }
    String page = ModelText.decodedPath(target.path());
    String address = page.startsWith("/") && !isReserved(page) ? files.fileFor(page) : null;
    if (address != null) {
      return rule.status() + " " + address;
    }
    return rule.status() == 200 ? notFound(request, decoded) : Integer.toString(rule.status());
  }

  private String notFound(SiteRequest request, String decoded) {
    return switch (manifest.notFound()) {
      case NONE -> "404";
      case SINGLE_PAGE_APPLICATION -> {
        boolean navigation = "navigate".equals(request.fetchMode());
        String page = files.has("/200.html") ? "/200.html" : "/index.html";
        yield navigation && files.has(page) ? "200 " + page : "404";
      }
      case NOT_FOUND_PAGE -> {
        String folder = decoded.substring(0, decoded.lastIndexOf('/'));
        while (!folder.isEmpty() && !files.has(folder + "/404.html")) {
          folder = folder.substring(0, folder.lastIndexOf('/'));
        }
        yield files.has(folder + "/404.html") ? "404 " + folder + "/404.html" : "404";
      }
    };
  }

  private List<String> headers(SiteRequest request) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    Map<String, String> setBy = new HashMap<>();
    Set<String> removed = new LinkedHashSet<>();
    for (HeaderRule rule : manifest.rules().headers()) {
      if (ModelRule.match(rule.scope(), null, request) == null) {
        continue;
      }
      for (HeaderRule.Field field : rule.fields()) {
        String value = field.value();
        if (isRefused(field.name(), value)) {
          continue;
        }
        if (value == null) {
          all.remove(field.name());
          removed.add(field.name());
        } else {
          removed.remove(field.name());
          List<String> values = all.computeIfAbsent(field.name(), name -> new ArrayList<>());
          String file = rule.source().file();
          boolean joins = field.name().equals("set-cookie") || file.equals(setBy.get(field.name()));
          if (!field.append() || !joins) {
            values.clear();
          }
          values.add(value);
          setBy.put(field.name(), file);
        }
      }
    }
    List<String> lines = new ArrayList<>();
    removed.forEach(name -> lines.add("-" + name));
    all.forEach(
        (name, values) ->
            lines.addAll(
                name.equals("set-cookie")
                    ? values.stream().map(value -> name + "=" + value).toList()
                    : List.of(name + "=" + String.join(", ", values))));
    return lines.stream().sorted().toList();
  }

  private static boolean isRefused(String name, @Nullable String value) {
    return switch (name) {
      case "date", "proxy-a" -> true;
      case "vary" -> value == null;
      case "set-cookie" -> value != null && value.endsWith("; Domain=a");
      default -> false;
    };
  }

  private static String query(@Nullable String query) {
    return query == null
        ? ""
        : "?"
            + query
                .chars()
                .mapToObj(c -> ModelText.sendable((char) c) ? "" + (char) c : "%%%02X".formatted(c))
                .collect(Collectors.joining());
  }

  static String latin1(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}

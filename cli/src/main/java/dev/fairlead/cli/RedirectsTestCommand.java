package dev.fairlead.cli;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Explains what a site answers to a request. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Tell what a site answers to a path, and why: which rule or file, in which line of which"
          + " file. Nothing is requested from the site.",
      "Exit codes: 0 explained, whatever the answer is, 2 bad usage, 3 the platform failed."
    })
final class RedirectsTestCommand implements Callable<Integer> {
  /** What the API calls the headers that can decide an answer. */
  private static final Map<String, String> PARAMETERS =
      Map.of(
          "accept", "accept",
          "accept-language", "acceptLanguage",
          "cookie", "cookie",
          "country", "country",
          "sec-fetch-mode", "fetchMode");

  @Mixin private Platform platform = new Platform();

  @Parameters(paramLabel = "PATH", description = "Path and query, such as /old?id=7.")
  private String path = "";

  @Option(
      names = "--site",
      paramLabel = "SITE",
      description =
          "Project, deployment, host or a site's address such as https://www.example.com/; default:"
              + " the only project there is. Of a project, what its production serves is asked.")
  private @Nullable String site;

  @Option(
      names = {"-H", "--header"},
      paramLabel = "'NAME: VALUE'",
      description =
          "What the visitor sends, may be repeated: Accept, Accept-Language, Cookie,"
              + " Sec-Fetch-Mode; and Country, where the visitor is, such as 'Country: DE'.")
  private List<String> headers = new ArrayList<>();

  @Option(
      names = "--scheme",
      paramLabel = "SCHEME",
      description =
          "http or https; default: that of the address in --site, or as the platform's sites are"
              + " served.")
  private @Nullable String scheme;

  @Option(names = "--json", description = "Print the explanation as one JSON document.")
  private boolean json;

  @Override
  public Integer call() throws CliException, IOException {
    if (!path.startsWith("/")) {
      throw new CliException(
          ExitCode.USAGE, "The path “%s” must begin with /, such as /old?id=7.".formatted(path));
    }
    Console console = new Console();
    ApiClient api = platform.connect();
    AskedSite asked = AskedSite.find(api, site);
    String address = "/v1/deployments/%s/resolution?%s".formatted(asked.deployment(), query(asked));
    if (json) {
      console.json(api.document(address));
    } else {
      Documents.Resolution resolution = api.get(address, Documents.Resolution.class);
      console.say("Deployment %s:".formatted(asked.deployment()));
      ExplanationText.lines(resolution).forEach(console::result);
    }
    return ExitCode.DONE.code();
  }

  private String query(AskedSite asked) throws CliException {
    StringBuilder query = new StringBuilder("path=").append(encode(path));
    if (asked.host() != null) {
      query.append("&host=").append(encode(asked.host()));
    }
    String asks = scheme == null ? asked.scheme() : scheme;
    if (asks != null) {
      query.append("&scheme=").append(encode(asks));
    }
    for (String header : headers) {
      int colon = header.indexOf(':');
      if (colon < 0) {
        throw new CliException(
            ExitCode.USAGE,
            "“%s” has no colon (expected: 'Name: value', such as 'Cookie: beta=1')."
                .formatted(header));
      }
      String name = header.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      String parameter = PARAMETERS.get(name);
      if (parameter == null) {
        throw new CliException(
            ExitCode.USAGE,
            "“%s” does not matter to a site's answer (expected: 'Name: value' with Accept, Accept-Language, Cookie, Sec-Fetch-Mode or Country)."
                .formatted(header));
      }
      String value = header.substring(colon + 1).strip();
      query.append('&').append(parameter).append('=').append(encode(value));
    }
    return query.toString();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

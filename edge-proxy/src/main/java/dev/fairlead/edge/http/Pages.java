package dev.fairlead.edge.http;

import dev.fairlead.site.AwaitedBuild;
import dev.fairlead.site.Hostname;
import dev.fairlead.site.PlatformPage;
import io.netty.handler.codec.http.HttpHeaderNames;
import org.jspecify.annotations.Nullable;

/** The pages of the platform itself. No cache keeps one, no search engine lists one. */
final class Pages {
  private static final int WAITING_RETRY_SECONDS = 3;
  private static final int UNAVAILABLE_RETRY_SECONDS = 5;

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="robots" content="noindex">
      <meta name="color-scheme" content="light dark">
      %s<title>%s</title>
      <style>
      :root { --ink: #18181b; --soft: #52525b; --ground: #fafafa; --line: #e4e4e7 }
      @media (prefers-color-scheme: dark) {
        :root { --ink: #fafafa; --soft: #a1a1aa; --ground: #09090b; --line: #27272a }
      }
      body { margin: 0; min-height: 100vh; display: grid; place-items: center;
        background: var(--ground); color: var(--ink);
        font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif }
      main { box-sizing: border-box; width: 100%%; max-width: 34rem; padding: 2rem }
      h1 { margin: 0 0 .5rem; font-size: 1.5rem; line-height: 1.25 }
      p { margin: 0; color: var(--soft); overflow-wrap: anywhere }
      small { display: block; margin-top: 2rem; padding-top: 1rem; color: var(--soft);
        border-top: 1px solid var(--line) }
      </style>
      </head>
      <body>
      <main>
      <h1>%s</h1>
      <p>%s</p>
      <small>%d · Fairlead</small>
      </main>
      </body>
      </html>
      """;

  private static final Answer UNKNOWN_HOST =
      page(
          404,
          "",
          "Deployment not found",
          "No deployment is served at this address. It may have been removed, or the address may be"
              + " misspelt.");

  private Pages() {}

  static Answer unknownHost() {
    return UNKNOWN_HOST;
  }

  /**
   * @param status 404, or another that a rule of the site has set
   */
  static Answer noFile(int status) {
    return status == 404
        ? page(404, "", "Page not found", "This site has no page at this address.")
        : page(
            status,
            "",
            Answer.phrase(status),
            "This site has taken away what was at this address.");
  }

  /**
   * @param awaited how it stands with the newest deployment; null where that is not known
   */
  static Answer waiting(Hostname host, @Nullable AwaitedBuild awaited) {
    String title =
        switch (awaited) {
          case QUEUED -> "The build is waiting to start";
          case BUILDING -> "The build is running";
          case FAILED -> "The build has failed";
          case CANCELLED -> "The build was cancelled";
          case null -> "Nothing is published here yet";
        };
    String refresh = "<meta http-equiv=\"refresh\" content=\"%d\">\n";
    Answer answer =
        page(
            503,
            refresh.formatted(WAITING_RETRY_SECONDS),
            title,
            "%s will be here when a build has succeeded. This page reloads by itself."
                .formatted(host));
    return retryAfter(answer, WAITING_RETRY_SECONDS);
  }

  static Answer unavailable() {
    Answer answer =
        page(
            503,
            "",
            "This page cannot be shown right now",
            "The store that holds this site does not answer. Try again in a moment.");
    return retryAfter(answer, UNAVAILABLE_RETRY_SECONDS);
  }

  static Answer notPassedOn(int status) {
    return page(
        status,
        "",
        "This page cannot be shown right now",
        "This site has another server answer here, and that server does not answer as it should.");
  }

  private static Answer retryAfter(Answer answer, int seconds) {
    answer.headers().set(HttpHeaderNames.RETRY_AFTER, Integer.toString(seconds));
    return answer;
  }

  private static Answer page(int status, String meta, String title, String sentence) {
    String html = PAGE.formatted(meta, title, title, sentence, status);
    Answer answer = Answer.text(status, PlatformPage.CONTENT_TYPE, html);
    answer
        .headers()
        .set("content-security-policy", PlatformPage.CONTENT_SECURITY_POLICY)
        .set("x-robots-tag", "noindex");
    return answer;
  }
}

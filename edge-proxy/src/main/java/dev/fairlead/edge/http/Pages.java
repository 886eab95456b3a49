package dev.fairlead.edge.http;

import dev.fairlead.site.AwaitedBuild;
import dev.fairlead.site.Hostname;
import dev.fairlead.site.PlatformPage;
import io.netty.handler.codec.http.HttpHeaderNames;
import org.jspecify.annotations.Nullable;

/** The pages of the platform itself. No cache keeps one, no search engine lists one. */
final class Pages {
  private static final String WHERE_THE_LOG_IS = "Its log in the dashboard says why. ";
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
      a { color: var(--ink) }
      small { display: block; margin-top: 2rem; padding-top: 1rem; color: var(--soft);
        border-top: 1px solid var(--line) }
      </style>
      </head>
      <body>
      <main>
      <h1>%s</h1>
      <p>%s</p>
      %s<small>%d · Fairlead</small>
      </main>
      </body>
      </html>
      """;

  private static final String NO_LINK = "";
  private static final String HOME = "<p><a href=\"/\">Go to this site's home page</a></p>\n";

  private static final Answer UNKNOWN_HOST =
      page(
          404,
          "",
          "Deployment not found",
          "No deployment is served at this address. It may have been removed, or the address may be"
              + " misspelt.",
          NO_LINK);

  private Pages() {}

  static Answer unknownHost() {
    return UNKNOWN_HOST;
  }

  /**
   * @param status 404, or another that a rule of the site has set
   * @param isHome whether it is the home page that is not there
   */
  static Answer noFile(int status, boolean isHome) {
    String link = isHome ? NO_LINK : HOME;
    return status == 404
        ? page(404, "", "Page not found", "This site has no page at this address.", link)
        : page(
            status,
            "",
            Answer.phrase(status),
            "This site has taken away what was at this address.",
            link);
  }

  /**
   * @param sentence what is wrong with the path
   */
  static Answer badAddress(String sentence) {
    return page(400, "", "This address is not valid", sentence, HOME);
  }

  /** Of no site: which one it is for has not been looked at. */
  static Answer refused(int status, String sentence) {
    return page(status, "", Answer.phrase(status), sentence, NO_LINK);
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
            "%s%s will be here when a build has succeeded. This page reloads by itself."
                .formatted(awaited == AwaitedBuild.FAILED ? WHERE_THE_LOG_IS : "", host),
            NO_LINK);
    return retryAfter(answer, WAITING_RETRY_SECONDS);
  }

  static Answer unavailable() {
    Answer answer =
        page(
            503,
            "",
            "This page cannot be shown right now",
            "The store that holds this site does not answer. Try again in a moment.",
            NO_LINK);
    return retryAfter(answer, UNAVAILABLE_RETRY_SECONDS);
  }

  static Answer busy() {
    Answer answer =
        page(
            503,
            "",
            "This file cannot be sent right now",
            "Too many large files are being sent, in all or to your network. Try again in a"
                + " moment.",
            NO_LINK);
    return retryAfter(answer, UNAVAILABLE_RETRY_SECONDS);
  }

  static Answer notPassedOn(int status) {
    String what =
        switch (status) {
          case 503 -> "too many such requests are under way. Try again in a moment.";
          case 504 -> "that server did not answer in time.";
          case 508 -> "that server sent it back here.";
          default -> "that server did not answer as it should.";
        };
    return page(
        status,
        "",
        "This page cannot be shown right now",
        "A rule of this site sends this address to another server, and " + what,
        HOME);
  }

  private static Answer retryAfter(Answer answer, int seconds) {
    answer.headers().set(HttpHeaderNames.RETRY_AFTER, Integer.toString(seconds));
    return answer;
  }

  private static Answer page(int status, String meta, String title, String sentence, String link) {
    String html = PAGE.formatted(meta, title, title, sentence, link, status);
    Answer answer = Answer.text(status, PlatformPage.CONTENT_TYPE, html);
    answer
        .headers()
        .set("content-security-policy", PlatformPage.CONTENT_SECURITY_POLICY)
        .set("x-robots-tag", "noindex");
    return answer;
  }
}

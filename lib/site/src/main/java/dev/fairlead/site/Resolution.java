package dev.fairlead.site;

import java.util.Objects;

/** What a site answers to a request: the outcome of {@link Resolver}. */
public sealed interface Resolution {

  /**
   * A file is sent.
   *
   * @param status 200, or 404 for a not-found page
   */
  record Serve(SiteFile file, int status) implements Resolution {
    public Serve {
      Objects.requireNonNull(file, "file");
      if (status != 200 && status != 404) {
        throw new IllegalArgumentException("status: %d (expected: 200 or 404)".formatted(status));
      }
    }
  }

  /**
   * The client is sent elsewhere.
   *
   * @param status 307 or 308
   * @param location a path of the same site, percent-encoded, with the query of the request
   */
  record Redirect(int status, String location) implements Resolution {
    public Redirect {
      if (status != 307 && status != 308) {
        throw new IllegalArgumentException("status: %d (expected: 307 or 308)".formatted(status));
      }
      boolean pathOfThisSite = location.startsWith("/") && !location.startsWith("//");
      if (!pathOfThisSite || location.chars().anyMatch(c -> c <= 0x20 || c >= 0x7f)) {
        throw new IllegalArgumentException(
            "location: %s (expected: an encoded path of this site)".formatted(location));
      }
    }
  }

  /** The site has no file for the path and no page for this case. */
  record NotFound() implements Resolution {}

  /** The path can name no file of any site. */
  record BadRequest(Reason reason) implements Resolution {
    public BadRequest {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** Why a path is refused. */
  enum Reason {
    NOT_ABSOLUTE("The path must begin with a slash."),
    TOO_LONG("The path has more than 4096 bytes."),
    DOT_SEGMENT("The path has a segment . or .. in it."),
    SEPARATOR("The path has a backslash, or an encoded slash or backslash, in it."),
    CONTROL_CHARACTER("The path has a control character in it."),
    MALFORMED("The path has a character or an escape that no URL may have."),
    NOT_UTF8("The path is not valid UTF-8 after decoding.");

    private final String sentence;

    Reason(String sentence) {
      this.sentence = sentence;
    }

    /** The reason in words for whoever sent the request. */
    public String sentence() {
      return sentence;
    }
  }
}

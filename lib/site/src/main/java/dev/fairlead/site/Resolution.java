package dev.fairlead.site;

import java.util.Objects;
import java.util.Set;

/** What a site answers to a request: the outcome of {@link Resolver}. */
public sealed interface Resolution {

  /** What the header rules of the site change in the answer; nothing where none applies. */
  ResponseHeaders headers();

  /**
   * A file is sent.
   *
   * @param file its ordinal, for {@link Resolver#file}
   * @param status 200; 404 for a not-found page; 404, 410 or 451 if a rule says so
   * @param pathOnly whether every request with this raw path has this answer, whatever else it
   *     says, so that the answer may be kept by the path; never for paths a client can invent
   */
  record Serve(int file, int status, ResponseHeaders headers, boolean pathOnly)
      implements Resolution {
    private static final Set<Integer> STATUSES = Set.of(200, 404, 410, 451);

    public Serve {
      Objects.requireNonNull(headers, "headers");
      if (!STATUSES.contains(status)) {
        throw new IllegalArgumentException(
            "status: %d (expected: 200, 404, 410 or 451)".formatted(status));
      }
    }
  }

  /**
   * The client is sent elsewhere.
   *
   * @param status 301, 302, 303, 307 or 308
   * @param location a path of the same site or an absolute URL, percent-encoded
   * @param pathOnly whether every request with this raw path and this query has this answer,
   *     whatever else it says; never for paths a client can invent
   */
  record Redirect(int status, String location, ResponseHeaders headers, boolean pathOnly)
      implements Resolution {
    private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

    public Redirect {
      Objects.requireNonNull(headers, "headers");
      if (!STATUSES.contains(status)) {
        throw new IllegalArgumentException(
            "status: %d (expected: 301, 302, 303, 307 or 308)".formatted(status));
      }
      boolean here = location.startsWith("/") && !location.startsWith("//");
      boolean elsewhere = location.startsWith("https://") || location.startsWith("http://");
      if (!(here || elsewhere) || !isPrintable(location)) {
        throw new IllegalArgumentException(
            "location: %s (expected: an encoded path of this site or an http or https URL)"
                .formatted(location));
      }
    }
  }

  /**
   * The answer of another server is passed on.
   *
   * @param target an {@code https} URL, percent-encoded, without fragment; its authority is one
   *     that the site wrote and no request can change
   */
  record Proxy(String target, ResponseHeaders headers) implements Resolution {
    public Proxy {
      Objects.requireNonNull(headers, "headers");
      if (!target.startsWith("https://") || !isPrintable(target)) {
        throw new IllegalArgumentException(
            "target: %s (expected: an encoded https URL)".formatted(target));
      }
    }
  }

  /**
   * The site has neither file nor page for this case: a plain answer.
   *
   * @param status 404, 410 or 451
   */
  record NoPage(int status, ResponseHeaders headers) implements Resolution {
    private static final Set<Integer> STATUSES = Set.of(404, 410, 451);

    public NoPage {
      Objects.requireNonNull(headers, "headers");
      if (!STATUSES.contains(status)) {
        throw new IllegalArgumentException(
            "status: %d (expected: 404, 410 or 451)".formatted(status));
      }
    }
  }

  /**
   * Neither a file nor a rule has this path: an earlier deployment that the route retains may have
   * it ({@link Resolver#retainedAsset}).
   *
   * @param path decoded
   * @param headers what the header rules of the present deployment say of this path, for a file
   * @param otherwise the answer if none has it: a page, or {@link NoPage}
   */
  record Missing(String path, ResponseHeaders headers, Resolution otherwise) implements Resolution {
    public Missing {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(headers, "headers");
      if (!(otherwise instanceof Serve || otherwise instanceof NoPage)) {
        throw new IllegalArgumentException(
            "otherwise: %s (expected: a page or none)".formatted(otherwise));
      }
    }
  }

  /** The path can name no file of any site. */
  record BadRequest(Reason reason) implements Resolution {
    public BadRequest {
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public ResponseHeaders headers() {
      return ResponseHeaders.EMPTY;
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

  private static boolean isPrintable(String url) {
    for (int i = 0; i < url.length(); i++) {
      if (url.charAt(i) <= 0x20 || url.charAt(i) >= 0x7f) {
        return false;
      }
    }
    return true;
  }
}

package dev.fairlead.edge.http;

import dev.fairlead.site.Blob;
import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The validators of a selected representation, and what a request's conditions say about them (RFC
 * 9110 §13). A date is compared for equality only: after a rollback the file served is older than
 * the one a client has, and must not be taken for it.
 *
 * @param entityTag strong, with its quotes; each content coding has its own
 * @param lastModified in the form of {@link HttpDates}
 */
record Validators(String entityTag, String lastModified) {
  private static final int TAG_LENGTH = 32;
  private static final Pattern TAG = Pattern.compile("\\G[\\s,]*(W/)?(\"[\\x21\\x23-\\x7e]*\")");

  /** What the conditions allow. */
  enum Outcome {
    PROCEED,
    NOT_MODIFIED,
    FAILED
  }

  static Validators of(Blob blob, Instant createdAt) {
    return new Validators(
        '"' + blob.sha256().hex().substring(0, TAG_LENGTH) + '"', HttpDates.format(createdAt));
  }

  /** Evaluates the conditions in the order of RFC 9110 §13.2.2, but for {@code If-Range}. */
  Outcome evaluate(HttpHeaders request) {
    List<String> ifMatch = request.getAll(HttpHeaderNames.IF_MATCH);
    if (!ifMatch.isEmpty() && !matches(ifMatch, false)) {
      return Outcome.FAILED;
    }
    if (ifMatch.isEmpty() && isModifiedSince(request.get(HttpHeaderNames.IF_UNMODIFIED_SINCE))) {
      return Outcome.FAILED;
    }
    List<String> ifNoneMatch = request.getAll(HttpHeaderNames.IF_NONE_MATCH);
    if (!ifNoneMatch.isEmpty()) {
      return matches(ifNoneMatch, true) ? Outcome.NOT_MODIFIED : Outcome.PROCEED;
    }
    return isLastModified(request.get(HttpHeaderNames.IF_MODIFIED_SINCE))
        ? Outcome.NOT_MODIFIED
        : Outcome.PROCEED;
  }

  /** Whether a text is that very date, in any of the forms of RFC 9110 §5.6.7. */
  private boolean isLastModified(@Nullable String date) {
    if (date == null || date.equals(lastModified)) {
      return date != null;
    }
    Date given = DateFormatter.parseHttpDate(date);
    return given != null && given.equals(DateFormatter.parseHttpDate(lastModified));
  }

  private boolean isModifiedSince(@Nullable String date) {
    Date given = date == null ? null : DateFormatter.parseHttpDate(date);
    Date modified = DateFormatter.parseHttpDate(lastModified);
    return given != null && modified != null && modified.after(given);
  }

  /** Whether ranges may be sent: there is no {@code If-Range}, or it names this representation. */
  boolean allowRange(HttpHeaders request) {
    String ifRange = request.get(HttpHeaderNames.IF_RANGE);
    return ifRange == null || ifRange.equals(entityTag) || isLastModified(ifRange);
  }

  private boolean matches(List<String> values, boolean weakly) {
    String list = String.join(",", values);
    if (list.strip().equals("*")) {
      return true;
    }
    Matcher tags = TAG.matcher(list);
    while (tags.find()) {
      boolean weak = tags.group(1) != null;
      if (tags.group(2).equals(entityTag) && (weakly || !weak)) {
        return true;
      }
    }
    return false;
  }
}

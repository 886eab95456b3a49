package dev.fairlead.edge.connection;

import dev.fairlead.edge.http.Preferences;
import dev.fairlead.edge.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What a connection did.
 *
 * @param requests that were let through
 * @param fast how many of them before the strict decoder took over
 * @param answered bytes of all answers
 */
record Outcome(List<Request> requests, int fast, byte[] answered, boolean closed) {
  boolean isSameAs(Outcome other) {
    if (requests.size() != other.requests.size()
        || closed != other.closed
        || !Arrays.equals(answered, other.answered)) {
      return false;
    }
    for (int i = 0; i < requests.size(); i++) {
      if (!isSame(requests.get(i), other.requests.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Requests that were answered, and the one that was refused. */
  int answers() {
    return requests.size() + (isRefused() ? 1 : 0);
  }

  String end() {
    if (!closed) {
      return "open";
    }
    return isRefused() ? "refused " + lastHead().substring(9, 12) : "closed";
  }

  private boolean isRefused() {
    return closed && !lastHead().startsWith("HTTP/1.1 200");
  }

  private String lastHead() {
    String all = new String(answered, StandardCharsets.ISO_8859_1);
    return all.substring(Math.max(0, all.lastIndexOf("HTTP/1.1 ")));
  }

  private static boolean isSame(Request one, Request other) {
    return one.method().equals(other.method())
        && one.target().equals(other.target())
        && one.authority().equals(other.authority())
        && Objects.equals(one.host(), other.host())
        && one.secure() == other.secure()
        && one.headers().equals(other.headers())
        && isSame(one.preferences(), other.preferences());
  }

  private static boolean isSame(Preferences one, Preferences other) {
    return one.isSimple() == other.isSimple()
        && one.codingsAccepted() == other.codingsAccepted()
        && Objects.equals(one.ifNoneMatch(), other.ifNoneMatch())
        && one.toString().equals(other.toString());
  }

  @Override
  public String toString() {
    return "%s%n%s%n%s".formatted(end(), requests, TestedConnections.text(answered));
  }
}

package dev.fairlead.edge.http;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of a request. What decides about most answers is read at once; a table of all
 * of them is made only when somebody asks for it. Used on one event loop.
 */
public final class RequestFields {
  private final Preferences preferences;
  private final Supplier<HttpHeaders> reader;
  private @Nullable HttpHeaders table;

  /**
   * @param reader makes the table, once
   */
  public RequestFields(Preferences preferences, Supplier<HttpHeaders> reader) {
    this.preferences = preferences;
    this.reader = reader;
  }

  /** Fields that are a table already, and are not changed any more. */
  public static RequestFields of(HttpHeaders table) {
    return new RequestFields(Preferences.of(table), () -> table);
  }

  Preferences preferences() {
    return preferences;
  }

  HttpHeaders table() {
    HttpHeaders made = table;
    if (made == null) {
      made = reader.get();
      table = made;
    }
    return made;
  }
}

package dev.fairlead.site;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * How wire documents become JSON and back: instants in ISO 8601, unknown properties ignored so that
 * an old program reads what a newer one wrote.
 */
public final class WireFormat {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private WireFormat() {}

  /**
   * Reads a document.
   *
   * @param what its name in the error message
   * @throws InvalidDocumentException if the bytes are no such document
   */
  public static <T> T parse(String what, byte[] json, Class<T> type)
      throws InvalidDocumentException {
    try {
      T document = MAPPER.readValue(json, type);
      if (document == null) {
        throw new IllegalArgumentException("null");
      }
      return document;
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new InvalidDocumentException("not a valid %s: %s".formatted(what, reason(e)), e);
    } catch (IOException e) {
      throw new AssertionError("reading from memory does no I/O", e);
    }
  }

  public static byte[] write(Object document) throws IOException {
    return MAPPER.writeValueAsBytes(document);
  }

  /** As {@link #write}, as text, for where a document is kept as a string. */
  public static String writeText(Object document) {
    try {
      return MAPPER.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void checkSchema(String what, int schema, int newest) {
    if (schema < 1 || schema > newest) {
      throw new IllegalArgumentException(
          "%s schema: %d (expected: 1–%d)".formatted(what, schema, newest));
    }
  }

  static void checkSize(String what, int bytes, int most) throws InvalidDocumentException {
    if (bytes > most) {
      throw new InvalidDocumentException(
          "%s of %,d bytes (expected: at most %,d)".formatted(what, bytes, most));
    }
  }

  private static String reason(Exception e) {
    return e instanceof JsonProcessingException json
        ? json.getOriginalMessage()
        : String.valueOf(e.getMessage());
  }
}

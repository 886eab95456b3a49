package dev.fairlead.rulefiles;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A file that is to be read.
 *
 * @param name how problems name it
 * @param text its content; what was not UTF-8 is U+FFFD
 * @param tooLarge whether it has more than {@link #MAX_BYTES}, so that nothing of it is applied
 */
public record RuleFile(RuleFileKind kind, String name, String text, boolean tooLarge) {
  /** Most bytes a file may have. */
  public static final int MAX_BYTES = 16 << 20;

  private static final String BYTE_ORDER_MARK = "\ufeff";

  public RuleFile {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(text, "text");
  }

  /**
   * A file of these bytes; a byte order mark is left out.
   *
   * @param content at least the first {@link #MAX_BYTES} + 1 bytes
   */
  public static RuleFile of(RuleFileKind kind, String name, byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    return new RuleFile(
        kind,
        name,
        text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text,
        content.length > MAX_BYTES);
  }
}

package dev.fairlead.site.matching;

import dev.fairlead.site.matching.UrlEncoding.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One part of a target, with placeholders for what a request gives. */
final class Template {
  private final Part part;
  private final List<Piece> pieces;
  private final @Nullable String fixed;

  private record Piece(String text, boolean placeholder) {}

  private Template(Part part, List<Piece> pieces) {
    this.part = part;
    this.pieces = List.copyOf(pieces);
    this.fixed = pieces.size() == 1 ? pieces.getFirst().text : null;
  }

  static Template of(Part part, String text) {
    List<Piece> pieces = new ArrayList<>();
    int start = 0;
    int colon = text.indexOf(':');
    while (colon >= 0) {
      int end = Placeholders.endOfName(text, colon);
      if (end > colon) {
        pieces.add(new Piece(UrlEncoding.ofRule(text.substring(start, colon)), false));
        pieces.add(new Piece(text.substring(colon + 1, end), true));
        start = end;
      }
      colon = text.indexOf(':', Math.max(end, colon + 1));
    }
    pieces.add(new Piece(UrlEncoding.ofRule(text.substring(start)), false));
    return new Template(part, pieces);
  }

  boolean hasPlaceholders() {
    return fixed == null;
  }

  /** The text for a request; a name that nothing captures stays as it is written. */
  String fill(Match<?> match) {
    if (fixed != null) {
      return fixed;
    }
    StringBuilder filled = new StringBuilder();
    for (Piece piece : pieces) {
      filled.append(piece.placeholder ? value(piece.text, match) : piece.text);
    }
    return filled.toString();
  }

  private String value(String name, Match<?> match) {
    String raw = match.fromPath(name);
    if (raw != null) {
      return UrlEncoding.ofRaw(raw, part);
    }
    @Nullable String decoded = match.fromQuery(name);
    return decoded == null ? ":" + name : UrlEncoding.ofDecoded(decoded, part);
  }
}

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

  /**
   * Text as it is, or a name.
   *
   * @param takesSlash whether the slash behind goes too if there is nothing to fill in
   */
  private record Piece(String text, boolean placeholder, boolean takesSlash) {

    static Piece text(String text) {
      return new Piece(UrlEncoding.ofRule(text), false, false);
    }
  }

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
        pieces.add(Piece.text(text.substring(start, colon)));
        String name = text.substring(colon + 1, end);
        boolean rest = part == Part.PATH && name.equals(Placeholders.SPLAT);
        pieces.add(new Piece(name, true, rest && isSegmentBeforeOthers(text, colon, end)));
        start = end;
      }
      colon = text.indexOf(':', Math.max(end, colon + 1));
    }
    pieces.add(Piece.text(text.substring(start)));
    return new Template(part, pieces);
  }

  private static boolean isSegmentBeforeOthers(String path, int start, int end) {
    return start > 0
        && path.charAt(start - 1) == '/'
        && end < path.length()
        && path.charAt(end) == '/';
  }

  boolean hasPlaceholders() {
    return fixed == null;
  }

  /**
   * The text for a request; a name that nothing captures stays as it is written. Of a path, a rest
   * that is empty is no segment, but at the end.
   */
  String fill(Match<?> match) {
    if (fixed != null) {
      return fixed;
    }
    StringBuilder filled = new StringBuilder();
    int next = 0;
    for (Piece piece : pieces) {
      String text = piece.placeholder ? value(piece.text, match) : piece.text;
      filled.append(text, next, text.length());
      next = piece.takesSlash && text.isEmpty() ? 1 : 0;
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

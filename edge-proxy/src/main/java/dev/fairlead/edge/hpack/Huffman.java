package dev.fairlead.edge.hpack;

/**
 * The Huffman code of RFC 7541 appendix B. The code is canonical, so the lengths of its codes say
 * all: those of one length follow each other in the order of their symbols.
 */
final class Huffman {
  private static final int SYMBOLS = 257;
  private static final int END_OF_STRING = 256;
  private static final int LONGEST = 30;

  private static final byte[] LENGTHS = {
    13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28,
    28, 28, 28, 28, 28, 28, 28, 28, 6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5,
    6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10, 13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
    7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6, 15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5,
    6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28, 20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23,
    23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24, 22, 21, 20,
    22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22,
    22, 23, 22, 22, 23, 26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, 19, 21, 26,
    27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27, 20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25,
    25, 24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26, 30,
  };

  private static final int[] CODES = codes();

  /** A step over four bits: the next state, whether a symbol ended, and which. */
  private static final int EMITS = 1 << 8;

  private static final int STATE_SHIFT = 9;
  private static final int DEAD = -1;
  private static final int[] STEPS = new int[(SYMBOLS - 1) << 4];

  /** States in which a string may end: at most seven bits, all ones, of the longest code. */
  private static final boolean[] MAY_END = new boolean[SYMBOLS - 1];

  static {
    fillSteps();
  }

  private Huffman() {}

  /**
   * Decodes a string.
   *
   * @param into at least {@code length * 8 / 5} bytes long
   * @return how many bytes were written
   */
  static int decode(byte[] from, int offset, int length, byte[] into) throws HpackException {
    int[] steps = STEPS;
    int state = 0;
    int written = 0;
    for (int i = offset; i < offset + length; i++) {
      int octet = from[i];
      int step = steps[(state << 4) | ((octet >> 4) & 15)];
      if (step == DEAD) {
        throw new HpackException("a Huffman string contains the end of a string");
      }
      if ((step & EMITS) != 0) {
        into[written++] = (byte) step;
      }
      step = steps[((step >> STATE_SHIFT) << 4) | (octet & 15)];
      if (step == DEAD) {
        throw new HpackException("a Huffman string contains the end of a string");
      }
      if ((step & EMITS) != 0) {
        into[written++] = (byte) step;
      }
      state = step >> STATE_SHIFT;
    }
    if (!MAY_END[state]) {
      throw new HpackException("a Huffman string ends with anything but up to seven ones");
    }
    return written;
  }

  /** How many bytes {@link #encode} writes. */
  static int encodedLength(byte[] text) {
    long bits = 0;
    for (byte b : text) {
      bits += LENGTHS[b & 0xff];
    }
    return (int) ((bits + 7) >> 3);
  }

  /** Encodes a string and returns where it ends. */
  static int encode(byte[] text, byte[] into, int offset) {
    long pending = 0;
    int bits = 0;
    int end = offset;
    for (byte b : text) {
      int symbol = b & 0xff;
      pending = (pending << LENGTHS[symbol]) | CODES[symbol];
      bits += LENGTHS[symbol];
      while (bits >= 8) {
        bits -= 8;
        into[end++] = (byte) (pending >> bits);
      }
    }
    if (bits > 0) {
      into[end++] = (byte) ((pending << (8 - bits)) | (0xff >> bits));
    }
    return end;
  }

  private static int[] codes() {
    int[] codes = new int[SYMBOLS];
    int code = 0;
    for (int length = 1; length <= LONGEST; length++) {
      code <<= 1;
      for (int symbol = 0; symbol < SYMBOLS; symbol++) {
        if (LENGTHS[symbol] == length) {
          codes[symbol] = code++;
        }
      }
    }
    return codes;
  }

  /** The tree as {@code children[2 * node + bit]}: a node, or the complement of a symbol. */
  private static int[] tree() {
    int[] children = new int[2 * (SYMBOLS - 1)];
    int nodes = 1;
    for (int symbol = 0; symbol < SYMBOLS; symbol++) {
      int node = 0;
      for (int bit = LENGTHS[symbol] - 1; bit > 0; bit--) {
        int branch = 2 * node + ((CODES[symbol] >> bit) & 1);
        if (children[branch] == 0) {
          children[branch] = nodes++;
        }
        node = children[branch];
      }
      children[2 * node + (CODES[symbol] & 1)] = ~symbol;
    }
    return children;
  }

  private static void fillSteps() {
    int[] children = tree();
    for (int state = 0; state < SYMBOLS - 1; state++) {
      for (int bits = 0; bits < 16; bits++) {
        STEPS[(state << 4) | bits] = step(children, state, bits);
      }
    }
    int node = 0;
    for (int ones = 0; ones <= 7; ones++) {
      MAY_END[node] = true;
      node = children[2 * node + 1];
    }
  }

  private static int step(int[] children, int state, int bits) {
    int node = state;
    int emitted = 0;
    for (int bit = 3; bit >= 0; bit--) {
      node = children[2 * node + ((bits >> bit) & 1)];
      if (node < 0) {
        if (~node == END_OF_STRING) {
          return DEAD;
        }
        emitted = EMITS | ~node;
        node = 0;
      }
    }
    return (node << STATE_SHIFT) | emitted;
  }
}

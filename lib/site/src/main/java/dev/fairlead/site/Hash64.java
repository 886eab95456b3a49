package dev.fairlead.site;

/**
 * Hashes of 64 bits, of which millions are hardly ever alike. Who chooses the input can make two
 * that are, so nothing that must hold may depend on them.
 */
final class Hash64 {
  private static final long ODD = 0x9E3779B97F4A7C15L;

  private Hash64() {}

  static long with(long hash, long next) {
    long mixed = (Long.rotateLeft(hash, 25) ^ next) * ODD;
    return mixed ^ (mixed >>> 32);
  }

  static long with(long hash, String text) {
    long all = with(hash, text.length());
    for (int i = 0; i < text.length(); i++) {
      all = with(all, text.charAt(i));
    }
    return all;
  }
}

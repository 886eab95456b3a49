package dev.fairlead.buildtask.collect;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What bundlers say they have written: every text in their manifests that is the path of a file.
 * That alone proves no fingerprint, since names can be configured; it proves that the end of the
 * name was not chosen by hand.
 */
final class BundlerManifests {
  private static final long MAX_BYTES = 16L << 20;

  /** Vite writes paths from the output folder, Create React App from the site's root. */
  private static final List<String> NAMES = List.of("/.vite/manifest.json", "/asset-manifest.json");

  private BundlerManifests() {}

  /**
   * The paths of files that a bundler has named.
   *
   * @param files of the output, by path
   */
  static Set<String> outputs(Map<String, OutputFile> files) throws IOException {
    Set<String> outputs = new HashSet<>();
    for (String name : NAMES) {
      OutputFile manifest = files.get(name);
      if (manifest != null && manifest.length() <= MAX_BYTES) {
        texts(manifest.content(), outputs);
      }
    }
    outputs.retainAll(files.keySet());
    return outputs;
  }

  /** A file that is no JSON names nothing more. */
  private static void texts(Path manifest, Set<String> texts) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(manifest.toFile())) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          String text = parser.getText();
          texts.add(text.startsWith("/") ? text : "/" + text);
        }
      }
    } catch (JacksonException e) {
      // What was read until here is as true as before.
    }
  }
}

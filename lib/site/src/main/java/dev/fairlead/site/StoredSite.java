package dev.fairlead.site;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import dev.fairlead.site.rules.SiteRules;
import java.io.IOException;
import java.io.Serial;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A manifest as {@link Resolver} reads it: the same wire form as {@link Manifest}, accepted and
 * refused alike, but its files go into the index one by one, so that there are never objects for
 * all of them.
 *
 * @param head the manifest without its files
 */
record StoredSite(Manifest head, SiteIndex files) {

  static StoredSite of(Manifest manifest) {
    FileRecordWriter files = new FileRecordWriter();
    manifest.files().forEach(files::add);
    return new StoredSite(manifest.withoutFiles(), SiteIndex.of(files));
  }

  /**
   * Reads what is stored as the manifest of a deployment.
   *
   * @throws InvalidDocumentException if it is no manifest of that deployment, or one of a newer
   *     schema, or too large
   */
  static StoredSite parse(byte[] json, ProjectId project, DeploymentId deployment)
      throws InvalidDocumentException {
    Manifest.checkSize(json.length);
    StoredSite site = WireFormat.parse("manifest", json, Wire.class).site;
    site.head.checkIsOf(project, deployment);
    return site;
  }

  /** The wire form; its one purpose is to have {@link FilesReader} read the files. */
  private static final class Wire {
    private final StoredSite site;

    @JsonCreator
    Wire(
        @JsonProperty("schema") int schema,
        @JsonProperty("project") ProjectId project,
        @JsonProperty("deployment") DeploymentId deployment,
        @JsonProperty("createdAt") Instant createdAt,
        @JsonProperty("notFound") NotFoundHandling notFound,
        @JsonProperty("htmlHandling") @Nullable HtmlHandling htmlHandling,
        @JsonProperty("rules") @Nullable SiteRules rules,
        @JsonProperty("files") @JsonDeserialize(using = FilesReader.class) SiteIndex files) {
      Manifest head =
          new Manifest(
              schema, project, deployment, createdAt, notFound, htmlHandling, rules, List.of());
      this.site = new StoredSite(head, Objects.requireNonNull(files, "files"));
    }
  }

  /** Reads an array of files, each forgotten when it is in the index. */
  private static final class FilesReader extends StdDeserializer<SiteIndex> {
    @Serial private static final long serialVersionUID = 1L;

    FilesReader() {
      super(SiteIndex.class);
    }

    @Override
    public SiteIndex deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (!parser.isExpectedStartArrayToken()) {
        return (SiteIndex) context.handleUnexpectedToken(SiteIndex.class, parser);
      }
      JsonDeserializer<Object> reader =
          context.findRootValueDeserializer(context.constructType(SiteFile.class));
      FileRecordWriter files = new FileRecordWriter();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (parser.hasToken(JsonToken.VALUE_NULL)) {
          context.reportInputMismatch(this, "a file is null");
        }
        files.add((SiteFile) reader.deserialize(parser, context));
        Manifest.checkFileCount(files.size());
      }
      return SiteIndex.of(files);
    }
  }
}

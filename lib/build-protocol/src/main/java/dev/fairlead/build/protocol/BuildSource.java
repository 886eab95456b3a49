package dev.fairlead.build.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.fairlead.site.ContentHash;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where the files to build come from. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = BuildSource.Git.class, name = "git"),
  @JsonSubTypes.Type(value = BuildSource.Upload.class, name = "upload")
})
public sealed interface BuildSource {

  /**
   * A git repository.
   *
   * @param branch the branch or tag to build; absent for the repository's default branch
   * @param commit the exact commit to build, 40 hexadecimal digits; absent for the branch's tip
   * @param allowLocal whether the operator allows {@code file:} URLs and hosts on loopback
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Git(
      RepositoryUrl url, @Nullable String branch, @Nullable String commit, boolean allowLocal)
      implements BuildSource {
    public Git {
      Objects.requireNonNull(url, "url");
    }
  }

  /**
   * A tar archive, compressed with gzip, that the CLI or the dashboard has uploaded.
   *
   * @param url a presigned address to fetch it from, good for some minutes
   * @param sha256 of the archive
   * @param length of the archive in bytes
   */
  record Upload(String url, ContentHash sha256, long length) implements BuildSource {
    public Upload {
      Objects.requireNonNull(url, "url");
      Objects.requireNonNull(sha256, "sha256");
    }

    @Override
    public String toString() {
      return "Upload[sha256=%s, length=%d]".formatted(sha256, length);
    }
  }
}

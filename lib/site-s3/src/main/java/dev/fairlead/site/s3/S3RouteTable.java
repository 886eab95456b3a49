package dev.fairlead.site.s3;

import dev.fairlead.site.Hostname;
import dev.fairlead.site.Route;
import dev.fairlead.site.RouteTable;
import dev.fairlead.site.StorageKeys;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The routes in a bucket; a tag is an ETag, and S3 does the compare-and-swap. */
public final class S3RouteTable implements RouteTable {
  private final S3Bucket bucket;

  public S3RouteTable(S3Bucket bucket) {
    this.bucket = bucket;
  }

  @Override
  public Optional<Stored> find(Hostname host) throws IOException {
    Optional<S3Bucket.Content> content = bucket.find(StorageKeys.route(host), Route.MAX_BYTES);
    if (content.isEmpty()) {
      return Optional.empty();
    }
    Route route = Route.parse(content.get().bytes(), host);
    return Optional.of(new Stored(route, content.get().tag()));
  }

  @Override
  public WriteOutcome write(Route route, @Nullable String expectedTag) throws IOException {
    String key = StorageKeys.route(route.host());
    Optional<String> written =
        expectedTag == null
            ? bucket.create(key, route.toJson())
            : bucket.replace(key, route.toJson(), expectedTag);
    return written.isPresent()
        ? new WriteOutcome.Written(written.get())
        : new WriteOutcome.Conflict();
  }
}

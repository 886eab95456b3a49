package dev.fairlead.site.s3;

import dev.fairlead.site.Hostname;
import dev.fairlead.site.RouteTable;
import dev.fairlead.site.RouteTableContract;
import dev.fairlead.site.StorageKeys;
import java.io.IOException;
import org.junit.jupiter.api.extension.RegisterExtension;

final class S3RouteTableTest extends RouteTableContract {
  @RegisterExtension static final LocalBucket LOCAL = new LocalBucket();

  @Override
  protected RouteTable table() {
    return new S3RouteTable(LOCAL.bucket());
  }

  @Override
  protected void putBytes(Hostname host, byte[] bytes) throws IOException {
    LOCAL.bucket().put(StorageKeys.route(host), bytes, "application/json");
  }
}

package dev.fairlead.site;

final class MemoryRouteTableTest extends RouteTableContract {
  private final MemoryRouteTable table = new MemoryRouteTable();

  @Override
  protected RouteTable table() {
    return table;
  }

  @Override
  protected void putBytes(Hostname host, byte[] bytes) {
    table.putBytes(host, bytes);
  }
}

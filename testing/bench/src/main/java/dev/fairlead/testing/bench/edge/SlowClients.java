package dev.fairlead.testing.bench.edge;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Thousands of connections that hardly move; whoever is sent away comes back. */
final class SlowClients implements AutoCloseable {
  private static final int SMALL_BUFFER = 4 << 10;

  /** What a slow client does, and how many of them there are. */
  enum Kind {
    SLOW_HEAD("a head that grows by a byte at a time", 3_000),
    SLOW_READ("10 MiB, read at 2 KiB at a time", 1_000),
    STALLED_READ("10 MiB, read at 100 bytes at a time", 1_000),
    IDLE("a request, then nothing", 3_000);

    final String title;
    final int count;

    Kind(String title, int count) {
      this.title = title;
      this.count = count;
    }
  }

  private final int port;
  private final List<Client> clients = new ArrayList<>();
  private final Map<Kind, Integer> sentAway = new EnumMap<>(Kind.class);
  private final ByteBuffer scratch = ByteBuffer.allocate(2 << 10);

  private final class Client {
    final Kind kind;
    private @Nullable SocketChannel channel;

    Client(Kind kind) {
      this.kind = kind;
    }

    void open() throws IOException {
      SocketChannel opened = SocketChannel.open();
      opened.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_BUFFER);
      opened.connect(new InetSocketAddress("127.0.0.1", port));
      opened.configureBlocking(false);
      channel = opened;
      String path = kind == Kind.IDLE ? "/1k.bin" : "/10m.bin";
      String end = kind == Kind.SLOW_HEAD ? "X: " : "\r\n";
      send("GET %s HTTP/1.1\r\nHost: %s\r\n%s".formatted(path, BenchSite.HOST, end));
    }

    /** Moves by a little; false if the server has closed. */
    boolean move() {
      try {
        if (kind == Kind.SLOW_HEAD) {
          send("a");
        }
        scratch.clear().limit(kind == Kind.STALLED_READ ? 100 : scratch.capacity());
        SocketChannel open = channel;
        return open != null && open.read(scratch) >= 0;
      } catch (IOException reset) {
        return false;
      }
    }

    void close() throws IOException {
      SocketChannel open = channel;
      if (open != null) {
        open.close();
      }
    }

    private void send(String text) throws IOException {
      SocketChannel open = channel;
      if (open != null) {
        open.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
      }
    }
  }

  SlowClients(int port) throws IOException {
    this.port = port;
    for (Kind kind : Kind.values()) {
      sentAway.put(kind, 0);
      for (int i = 0; i < kind.count; i++) {
        Client client = new Client(kind);
        client.open();
        clients.add(client);
      }
    }
  }

  /** Moves all of them by a little. */
  void move() throws IOException {
    for (Client client : clients) {
      if (!client.move()) {
        sentAway.merge(client.kind, 1, Integer::sum);
        client.close();
        client.open();
      }
    }
  }

  int count() {
    return clients.size();
  }

  /** How often those of a kind have been sent away. */
  int sentAway(Kind kind) {
    return sentAway.getOrDefault(kind, 0);
  }

  @Override
  public void close() throws IOException {
    for (Client client : clients) {
      client.close();
    }
  }
}

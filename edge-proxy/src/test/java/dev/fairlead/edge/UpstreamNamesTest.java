package dev.fairlead.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.edge.tls.CertificatesForTests;
import dev.fairlead.edge.upstream.UpstreamsForTests;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rewrites to names whose addresses somebody else decides about. A server listens on all addresses
 * of this machine, so that whoever connects to one of them is seen.
 */
final class UpstreamNamesTest {
  private static final String HOST = "a.example";

  /** A name that may lead here, whatever its address. */
  private static final String ALLOWED = "changing.example";

  @TempDir Path certificates;
  private final EdgeFixture fixture = new EdgeFixture();
  private final ConcurrentMap<String, Queue<InetAddress[]>> dns = new ConcurrentHashMap<>();
  private final List<String> lookUps = new CopyOnWriteArrayList<>();
  private TlsServer upstream;
  private EdgeProxy edge;

  @BeforeEach
  void start() throws Exception {
    CertificatesForTests authority = new CertificatesForTests();
    X509Bundle pair =
        authority.issue(certificates, "default", ALLOWED, "inside.example", "localhost");
    upstream = new TlsServer(CertificatesForTests.showing(pair));
    upstream.answers("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody");
    EdgeFixture.NewDeployment deployment = fixture.deployment().html("/index.html", "home");
    for (String name :
        List.of(ALLOWED, "inside.example", "100.64.0.1", "127.0.0.1", "0.0.0.0", "2130706433")) {
      deployment.rewrite("/" + name, "https://%s:%d/".formatted(name, upstream.port()));
    }
    fixture.route(HOST, deployment.publish(), true);
    edge =
        fixture.start(
            EdgeConfig.listening("127.0.0.1", 0).withDrain(Duration.ofSeconds(2)),
            blocking ->
                UpstreamsForTests.trusting(
                    authority.authorityPem(),
                    Set.of(ALLOWED),
                    this::lookUp,
                    1 << 20,
                    Duration.ofSeconds(10),
                    blocking));
  }

  @AfterEach
  void stop() throws Exception {
    edge.close();
    upstream.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.0.0.1",
        "100.64.0.1",
        "100.127.255.254",
        "169.254.169.254",
        "::1",
        "fd00:ec2::254",
        "64:ff9b::7f00:1",
        // One address of several is enough, wherever it stands.
        "127.0.0.1 93.184.215.14",
        "93.184.215.14 127.0.0.1",
        "2606:4700::6810:84e5 ::1",
      })
  void aNameThatLeadsInsideIsNotAsked(String addresses) throws Exception {
    answers("inside.example", addresses(addresses));

    assertThat(ask("inside.example").status()).isEqualTo(502);
    assertThat(upstream.accepted).hasValue(0);
    assertThat(lookUps).containsExactly("inside.example");
  }

  @Test
  void neitherIsOneWhoseAddressIsAnIpv4AddressInIpv6() throws Exception {
    byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 127, 0, 0, 1};
    answers("inside.example", Inet6Address.getByAddress(null, mapped, -1));

    assertThat(ask("inside.example").status()).isEqualTo(502);
    assertThat(upstream.accepted).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"100.64.0.1", "127.0.0.1", "0.0.0.0", "2130706433"})
  void neitherIsALiteral(String literal) throws Exception {
    assertThat(ask(literal).status()).isEqualTo(502);
    assertThat(upstream.accepted).hasValue(0);
  }

  @Test
  void theAddressThatWasJudgedIsTheOneConnectedTo() throws Exception {
    answers(ALLOWED, addresses("127.0.0.1"));
    answers(ALLOWED, addresses("127.0.0.2"));

    for (int i = 0; i < 3; i++) {
      assertThat(ask(ALLOWED).body()).isEqualTo("body");
    }
    assertThat(lookUps).containsExactly(ALLOWED);
    assertThat(upstream.reachedAt).hasSize(3).containsOnly(InetAddress.ofLiteral("127.0.0.1"));
  }

  private RawClient.Response ask(String name) throws IOException {
    return RawClient.get(edge.port(), HOST, "/" + name);
  }

  /** What the next look-up of a name finds. */
  private void answers(String name, InetAddress... addresses) {
    dns.computeIfAbsent(name, first -> new ConcurrentLinkedQueue<>()).add(addresses);
  }

  private static InetAddress[] addresses(String literals) {
    return Arrays.stream(literals.split(" "))
        .map(InetAddress::ofLiteral)
        .toArray(InetAddress[]::new);
  }

  private InetAddress[] lookUp(String name) throws UnknownHostException {
    lookUps.add(name);
    Queue<InetAddress[]> known = dns.get(name);
    InetAddress[] next = known == null ? null : known.poll();
    return next == null ? InetAddress.getAllByName(name) : next;
  }
}

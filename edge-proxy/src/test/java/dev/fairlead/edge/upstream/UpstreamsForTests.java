package dev.fairlead.edge.upstream;

import dev.fairlead.network.HostPolicy;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLException;

/** Upstreams that trust a test's own authority, and reach a server on this machine. */
public final class UpstreamsForTests {
  private UpstreamsForTests() {}

  /**
   * @param maxBody most bytes of an answer
   * @param patience for the head of an answer; all of it may take four times as long
   */
  public static Upstreams trusting(
      String authorityPem, Set<String> hosts, long maxBody, Duration patience, Executor blocking) {
    return trusting(authorityPem, hosts, InetAddress::getAllByName, maxBody, patience, blocking);
  }

  /**
   * @param dns the addresses of all names
   * @param maxBody most bytes of an answer
   * @param patience for the head of an answer
   */
  public static Upstreams trusting(
      String authorityPem,
      Set<String> hosts,
      HostPolicy.Names dns,
      long maxBody,
      Duration patience,
      Executor blocking) {
    UpstreamLimits defaults = UpstreamLimits.DEFAULT;
    UpstreamLimits limits =
        new UpstreamLimits(
            8,
            4,
            defaults.resolve(),
            defaults.connect(),
            patience,
            patience.multipliedBy(4),
            maxBody);
    try {
      return new Upstreams(
          limits,
          new HostPolicy(hosts),
          dns,
          SslContextBuilder.forClient()
              .trustManager(
                  new ByteArrayInputStream(authorityPem.getBytes(StandardCharsets.US_ASCII)))
              .endpointIdentificationAlgorithm("HTTPS")
              .build(),
          blocking);
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }
}

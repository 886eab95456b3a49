package dev.fairlead.buildtask.source;

import dev.fairlead.network.HostPolicy;
import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;

/**
 * Opens git's HTTP connections, also those a redirect leads to, only to hosts the policy allows.
 * The check and the connection see the same addresses, since {@link #pinResolutions} makes this
 * process resolve each name once.
 */
public final class PinnedConnections extends JDKHttpConnectionFactory {
  private final HostPolicy hosts;

  PinnedConnections(HostPolicy hosts) {
    this.hosts = hosts;
  }

  /** Takes effect only before the first name is resolved. */
  public static void pinResolutions() {
    java.security.Security.setProperty("networkaddress.cache.ttl", "-1");
  }

  @Override
  public HttpConnection create(URL url) throws IOException {
    check(url);
    return super.create(url, Proxy.NO_PROXY);
  }

  @Override
  public HttpConnection create(URL url, Proxy proxy) throws IOException {
    return create(url);
  }

  private void check(URL url) throws IOException {
    if (hosts.resolve(url.getHost()) instanceof HostPolicy.Resolution.Denied denied) {
      throw new DeniedHostException(url.getHost(), denied.address().getHostAddress());
    }
  }

  /** A host that leads to an address that is not public. */
  static final class DeniedHostException extends IOException {
    private static final long serialVersionUID = 1L;

    DeniedHostException(String host, String address) {
      super("%s leads to %s, which is no public address".formatted(host, address));
    }
  }
}

package dev.fairlead.api;

import dev.fairlead.site.Hostname;
import java.net.URI;

/**
 * Where users find the parts of the platform.
 *
 * @param apiOrigin scheme, host and port of the dashboard and the api, such as {@code
 *     http://localhost:8080}
 * @param siteUrl scheme, domain and port under which sites are served: a site {@code name} is at
 *     {@code name.<domain>}
 * @param logsUrl base of the log server, {@code ws:} or {@code wss:}
 */
public record Addresses(String apiOrigin, URI siteUrl, String logsUrl) {

  public Addresses {
    Hostname.parse(siteUrl.getHost());
  }

  /** The domain whose children the sites are. */
  public Hostname siteDomain() {
    return Hostname.parse(siteUrl.getHost());
  }

  /** The address of a site's host, without a trailing slash. */
  public String urlOf(Hostname host) {
    String port = siteUrl.getPort() < 0 ? "" : ":" + siteUrl.getPort();
    return "%s://%s%s".formatted(siteUrl.getScheme(), host, port);
  }
}

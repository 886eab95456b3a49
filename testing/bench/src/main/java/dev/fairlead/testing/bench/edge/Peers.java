package dev.fairlead.testing.bench.edge;

import dev.fairlead.edge.EdgeProxyMain;
import dev.fairlead.testing.FreePort;
import dev.fairlead.testing.bench.Pinned;
import dev.fairlead.testing.bench.Shell;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts the edge and the servers it is measured against, each on core 0, each tuned for what it is
 * asked: no access log, open files kept, one worker.
 */
final class Peers {
  private final Path folder;
  private final BenchSite site;
  private final URI s3;

  Peers(Path folder, BenchSite site, URI s3) {
    this.folder = folder;
    this.site = site;
    this.s3 = s3;
  }

  Peer edge() throws IOException, InterruptedException {
    return edge(Map.of());
  }

  /**
   * The edge.
   *
   * @param more settings beside the usual ones
   */
  Peer edge(Map<String, String> more) throws IOException, InterruptedException {
    Peer.Ports ports = new Peer.Ports(FreePort.find(), FreePort.find());
    List<String> command =
        Pinned.command(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "@" + Path.of(System.getProperty("fairlead.root", "."), "edge-proxy", "java.options"),
            "-Xmx512m",
            "-XX:MaxDirectMemorySize=1g",
            "-cp",
            System.getProperty("java.class.path"),
            EdgeProxyMain.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.putAll(site.bucket().environment(s3));
    environment.put("FAIRLEAD_EDGE_HOST", "127.0.0.1");
    environment.put("FAIRLEAD_EDGE_PORT", Integer.toString(ports.http()));
    environment.put("FAIRLEAD_EDGE_TLS_PORT", Integer.toString(ports.https()));
    environment.put("FAIRLEAD_EDGE_TLS_CERTIFICATES", certificates().toString());
    environment.put("FAIRLEAD_EDGE_THREADS", "1");
    environment.put("FAIRLEAD_EDGE_DISK_CACHE", folder.resolve("edge-cache").toString());
    environment.put("FAIRLEAD_EDGE_BLOB_CACHE_BYTES", Long.toString(512L << 20));
    environment.put("FAIRLEAD_EDGE_MAX_CONNECTIONS_PER_ADDRESS", "10000");
    environment.putAll(more);
    return start("Fairlead edge", ports, builder.command(command));
  }

  /**
   * nginx with its cache in front of the same S3 server. The server has no redirects, so that one
   * comes from another origin, and is cached like the rest.
   */
  Peer nginxCache(boolean noPush) throws IOException, InterruptedException {
    String name = noPush ? "nginx cache, tcp_nopush" : "nginx cache";
    String body =
        """
        proxy_cache_path %1$s/%2$s-cache levels=1:2 keys_zone=c:256m max_size=16g inactive=1d use_temp_path=off;
        map_hash_max_size 1048576;
        map_hash_bucket_size 2048;
        map "$host$uri" $signed {
          include %1$s/signed.map;
        }
        upstream s3 { server %3$s:%5$d; keepalive 32; }
        server {
          listen 127.0.0.1:HTTP reuseport backlog=4096;
          listen 127.0.0.1:HTTPS ssl http2 reuseport backlog=4096;
          location = /old {
            proxy_pass http://unix:%1$s/%2$s-origin.sock;
            proxy_cache c;
            proxy_cache_key $host$uri;
            proxy_cache_valid 301 1d;
          }
          location / {
            if ($signed = "") { return 404; }
            proxy_pass http://s3$signed;
            proxy_set_header Host %3$s:%4$d;
            proxy_set_header Connection "";
            proxy_set_header Accept-Encoding "";
            proxy_http_version 1.1;
            proxy_hide_header x-amz-request-id;
            proxy_hide_header x-amz-version-id;
            add_header Cache-Control "public, max-age=0, must-revalidate";
            proxy_cache c;
            proxy_cache_key $host$uri;
            proxy_cache_valid 200 404 1d;
            proxy_cache_lock on;
            proxy_ignore_headers Cache-Control Expires;
          }
        }
        server {
          listen unix:%1$s/%2$s-origin.sock;
          location = /old { return 301 /1k.bin; }
        }
        """
            .formatted(
                folder,
                noPush ? "nopush" : "plain",
                site.bucket().endpoint().getHost(),
                site.bucket().endpoint().getPort(),
                s3.getPort());
    Files.writeString(folder.resolve("signed.map"), site.signedMap());
    return nginx(name, body, noPush);
  }

  /** nginx with the same files on the local disk: no store, no cache, nothing to look up. */
  Peer nginxFiles() throws IOException, InterruptedException {
    String body =
        """
        server {
          listen 127.0.0.1:HTTP reuseport backlog=4096;
          listen 127.0.0.1:HTTPS ssl http2 reuseport backlog=4096;
          root %s/$host;
          location = /old { return 301 /1k.bin; }
          add_header Cache-Control "public, max-age=0, must-revalidate";
        }
        """
            .formatted(site.files());
    return nginx("nginx files", body, false);
  }

  private Peer nginx(String name, String body, boolean noPush)
      throws IOException, InterruptedException {
    Peer.Ports ports = new Peer.Ports(FreePort.find(), FreePort.find());
    Path work = Files.createDirectories(folder.resolve(name.replaceAll("\\W+", "-")));
    Path configuration = work.resolve("nginx.conf");
    Files.writeString(
        configuration,
        """
        daemon off;
        user root;
        worker_processes 1;
        worker_rlimit_nofile 20000;
        pid %1$s/nginx.pid;
        error_log %1$s/error.log crit;
        events { worker_connections 8192; }
        http {
          access_log off;
          sendfile on;
          tcp_nodelay on;
          tcp_nopush %2$s;
          keepalive_requests 1000000000;
          keepalive_timeout 300s;
          http2_max_concurrent_streams 128;
          open_file_cache max=200000 inactive=1d;
          open_file_cache_valid 1d;
          open_file_cache_min_uses 1;
          ssl_certificate %3$s/bench.crt;
          ssl_certificate_key %3$s/bench.key;
          ssl_protocols TLSv1.2 TLSv1.3;
          ssl_session_cache shared:s:10m;
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi;
          scgi_temp_path %1$s/scgi;
        %4$s
        }
        """
            .formatted(work, noPush ? "on" : "off", certificates(), withPorts(body, ports)));
    return start(
        name,
        ports,
        new ProcessBuilder(Pinned.command(0, "nginx", "-c", configuration.toString())));
  }

  Peer h2o() throws IOException, InterruptedException {
    Peer.Ports ports = new Peer.Ports(FreePort.find(), FreePort.find());
    Path configuration = folder.resolve("h2o.conf");
    StringBuilder hosts = new StringBuilder("hosts:\n");
    for (String host : site.hosts()) {
      hosts.append(
          """
            "%s":
              paths:
                "/old":
                  redirect:
                    status: 301
                    url: /1k.bin
                "/":
                  file.dir: %s/%s
                  header.set: "cache-control: public, max-age=0, must-revalidate"
          """
              .formatted(host, site.files(), host));
    }
    Files.writeString(
        configuration,
        withPorts(
                """
                user: root
                num-threads: 1
                max-connections: 8192
                http1-request-timeout: 300
                http2-idle-timeout: 300
                listen:
                  host: 127.0.0.1
                  port: HTTP
                listen:
                  host: 127.0.0.1
                  port: HTTPS
                  ssl:
                    certificate-file: %1$s/bench.crt
                    key-file: %1$s/bench.key
                """
                    .formatted(certificates()),
                ports)
            + hosts);
    return start(
        "h2o",
        ports,
        new ProcessBuilder(
            Pinned.command(0, "h2o", "-m", "worker", "-c", configuration.toString())));
  }

  /**
   * Varnish before nginx with the files, all of which it keeps in memory: it cannot sign what it
   * asks S3 for. It speaks no TLS.
   */
  Peer varnish(Peer origin) throws IOException, InterruptedException {
    Peer.Ports ports = new Peer.Ports(FreePort.find(), Peer.Ports.NONE);
    Path configuration = folder.resolve("varnish.vcl");
    Files.writeString(
        configuration,
        """
        vcl 4.1;
        backend origin { .host = "127.0.0.1"; .port = "%d"; }
        sub vcl_recv {
          unset req.http.Cookie;
          unset req.http.Accept-Encoding;
          return (hash);
        }
        sub vcl_backend_response {
          set beresp.ttl = 1d;
          set beresp.uncacheable = false;
        }
        """
            .formatted(origin.ports().http()));
    List<String> command = Pinned.command(0, "varnishd", "-F", "-j", "none");
    command.addAll(List.of("-n", folder.resolve("varnish").toString()));
    command.addAll(List.of("-a", "127.0.0.1:" + ports.http(), "-f", configuration.toString()));
    command.addAll(List.of("-s", "malloc,2g", "-p", "thread_pools=1", "-p", "timeout_idle=300"));
    return start("Varnish", ports, new ProcessBuilder(command));
  }

  Peer caddy() throws IOException, InterruptedException {
    Peer.Ports ports = new Peer.Ports(FreePort.find(), FreePort.find());
    Path configuration = folder.resolve("Caddyfile");
    Files.writeString(
        configuration,
        withPorts(
            """
            {
              admin off
              auto_https off
            }
            (site) {
              bind 127.0.0.1
              root * %2$s/{host}
              header Cache-Control "public, max-age=0, must-revalidate"
              redir /old /1k.bin 301
              file_server
            }
            http://:HTTP {
              import site
            }
            https://:HTTPS {
              import site
              tls %1$s/bench.crt %1$s/bench.key
            }
            """
                .formatted(certificates(), site.files()),
            ports));
    ProcessBuilder builder =
        new ProcessBuilder(
            Pinned.command(
                0, "caddy", "run", "--adapter", "caddyfile", "--config", configuration.toString()));
    builder.environment().put("GOMAXPROCS", "1");
    builder.environment().put("XDG_DATA_HOME", folder.toString());
    builder.environment().put("XDG_CONFIG_HOME", folder.toString());
    return start("caddy", ports, builder);
  }

  private static String withPorts(String text, Peer.Ports ports) {
    return text.replace("HTTPS", Integer.toString(ports.https()))
        .replace("HTTP", Integer.toString(ports.http()));
  }

  private Peer start(String name, Peer.Ports ports, ProcessBuilder builder)
      throws IOException, InterruptedException {
    Path output = folder.resolve(name.replaceAll("\\W+", "-") + ".out");
    return new Peer(name, ports, builder, output);
  }

  /** A certificate that every server shows; made once. */
  private Path certificates() throws IOException, InterruptedException {
    Path certificates = Files.createDirectories(folder.resolve("certificates"));
    if (!Files.exists(certificates.resolve("bench.crt"))) {
      List<String> command = new ArrayList<>(List.of("openssl", "req", "-x509", "-nodes"));
      command.addAll(List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"));
      command.addAll(List.of("-keyout", certificates.resolve("bench.key").toString()));
      command.addAll(List.of("-out", certificates.resolve("bench.crt").toString()));
      command.addAll(List.of("-days", "2", "-subj", "/CN=bench.localhost"));
      command.addAll(List.of("-addext", "subjectAltName=DNS:bench.localhost,DNS:*.localhost"));
      Shell.run(folder, Map.of(), command);
    }
    return certificates;
  }
}

package dev.fairlead.infra;

import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.Vpc;
import software.constructs.Construct;

/**
 * Who may open a connection to whom: one security group for each, closed both ways but for what the
 * constructor says. It is the only place that opens a port.
 */
final class Connections {
  static final int HTTPS = 443;
  static final int HTTP = 80;
  static final int POSTGRESQL = 5432;

  /** ElastiCache Serverless listens here, and on the next port for reads of replicas. */
  static final int CACHE = 6379;

  private final Construct scope;
  private final Vpc vpc;
  private final SecurityGroup dashboard;
  private final SecurityGroup visitors;
  private final SecurityGroup api;
  private final SecurityGroup wsLogs;
  private final SecurityGroup edge;
  private final SecurityGroup builds;
  private final SecurityGroup database;
  private final SecurityGroup cache;

  Connections(Construct scope, Vpc vpc) {
    this.scope = scope;
    this.vpc = vpc;
    this.dashboard = group("Dashboard", "Load balancer of dashboard, API and logs");
    this.visitors = group("Visitors", "Load balancer of the sites");
    this.api = group("Api", "The api");
    this.wsLogs = group("WsLogs", "Log servers");
    this.edge = group("Edge", "Edges");
    this.builds = group("Builds", "Builds: no way in");
    this.database = group("Database", "PostgreSQL");
    this.cache = group("Cache", "Redis protocol");
    openToTheInternet();
    connect(dashboard, api, Program.API.port(), "dashboard and API");
    connect(dashboard, wsLogs, Program.WS_LOGS.port(), "log WebSockets");
    connect(visitors, edge, Program.EDGE.port(), "sites");
    connect(visitors, edge, Program.REDIRECT_PORT, "visitors to be sent on to HTTPS");
    connect(builds, api, Program.BUILD_PORT, "what builds tell the api");
    connect(api, database, POSTGRESQL, "PostgreSQL");
    for (SecurityGroup program : new SecurityGroup[] {api, wsLogs, edge}) {
      connect(program, cache, CACHE, "cache");
      connect(program, cache, CACHE + 1, "replicas of the cache");
      reach(program, HTTPS, "AWS and git hosts");
    }
    reach(builds, HTTPS, "git hosts, package registries, S3");
    reach(builds, HTTP, "package registries without TLS");
  }

  SecurityGroup dashboard() {
    return dashboard;
  }

  SecurityGroup visitors() {
    return visitors;
  }

  SecurityGroup builds() {
    return builds;
  }

  SecurityGroup database() {
    return database;
  }

  SecurityGroup cache() {
    return cache;
  }

  SecurityGroup of(Program program) {
    return switch (program) {
      case API -> api;
      case WS_LOGS -> wsLogs;
      case EDGE -> edge;
      case BUILD -> builds;
    };
  }

  private void openToTheInternet() {
    dashboard.addIngressRule(Peer.anyIpv4(), Port.tcp(HTTPS), "browsers");
    dashboard.addIngressRule(Peer.anyIpv4(), Port.tcp(HTTP), "browsers, sent on to HTTPS");
    visitors.addIngressRule(Peer.anyIpv4(), Port.tcp(HTTPS), "visitors of the sites");
    visitors.addIngressRule(Peer.anyIpv4(), Port.tcp(HTTP), "visitors, sent on to HTTPS");
    for (SecurityGroup open : new SecurityGroup[] {dashboard, visitors}) {
      Suppressions.on(
          open, "AwsSolutions-EC23", "It is the public front door: everyone may come to it.");
    }
  }

  private SecurityGroup group(String id, String description) {
    return SecurityGroup.Builder.create(scope, id + "Group")
        .vpc(vpc)
        .description(description)
        .allowAllOutbound(false)
        .build();
  }

  private static void connect(SecurityGroup from, SecurityGroup to, int port, String what) {
    from.addEgressRule(to, Port.tcp(port), what);
    to.addIngressRule(from, Port.tcp(port), what);
  }

  private static void reach(SecurityGroup from, int port, String what) {
    from.addEgressRule(Peer.anyIpv4(), Port.tcp(port), what);
  }
}

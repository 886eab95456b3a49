package dev.fairlead.infra;

import dev.fairlead.infra.stage.CacheSize;
import dev.fairlead.infra.stage.Stage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.elasticache.CfnServerlessCache;
import software.amazon.awscdk.services.elasticache.CfnServerlessCache.CacheUsageLimitsProperty;
import software.amazon.awscdk.services.elasticache.CfnServerlessCache.DataStorageProperty;
import software.amazon.awscdk.services.elasticache.CfnServerlessCache.ECPUPerSecondProperty;
import software.amazon.awscdk.services.elasticache.CfnUser;
import software.amazon.awscdk.services.elasticache.CfnUserGroup;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/**
 * ElastiCache Serverless, which is a cluster behind one address, with TLS only. There is no
 * password: each program has a user of its own, and signs in with a token that its task role signs.
 * For such users <a href="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html">id
 * and name must be equal</a>.
 */
final class Cache extends Construct {
  private static final String ENGINE = "valkey";
  private static final String VERSION = "8";

  /**
   * What any client of a cluster asks before it does anything. It comes last: {@code INFO} counts
   * as dangerous, and the client needs it.
   */
  private static final String CLIENT =
      "+auth +hello +ping +quit +asking +client|setname +client|id +info"
          + " +cluster|slots +cluster|shards +cluster|nodes +cluster|info +cluster|myid +readonly"
          + " +readwrite";

  private final CfnServerlessCache cache;
  private final Map<Program, CfnUser> users = new EnumMap<>(Program.class);

  Cache(Construct scope, Stage stage, NetworkStack network, Key key) {
    super(scope, "Cache");
    for (Program program : List.of(Program.API, Program.WS_LOGS, Program.EDGE)) {
      user(stage, program);
    }
    CfnUserGroup group =
        CfnUserGroup.Builder.create(this, "Users")
            .engine(ENGINE)
            .userGroupId(stage.named("cache-users"))
            .userIds(users.values().stream().map(CfnUser::getRef).toList())
            .build();
    this.cache = cache(stage, network, key, group);
  }

  String name(Stage stage) {
    return stage.named("cache");
  }

  String url() {
    return "rediss://%s:%s".formatted(cache.getAttrEndpointAddress(), cache.getAttrEndpointPort());
  }

  String arn() {
    return cache.getAttrArn();
  }

  /** The user as which a program signs in. */
  String userName(Stage stage, Program program) {
    return stage.named(program.folder());
  }

  String userArn(Program program) {
    CfnUser user = users.get(program);
    if (user == null) {
      throw new IllegalArgumentException(
          "program: %s (expected: one with a user)".formatted(program));
    }
    return user.getAttrArn();
  }

  /**
   * What a program may do: the api writes logs and tickets and tells of routes, a log server reads
   * logs, and uses tickets up, an edge listens.
   */
  static String access(Program program) {
    String commands =
        switch (program) {
          case API -> "~* &* -@all +@read +@write +@pubsub +@scripting -@dangerous ";
          case WS_LOGS -> "~* &* -@all +@read +@pubsub -publish -spublish +getdel -@dangerous ";
          case EDGE -> "resetkeys &* -@all +subscribe +unsubscribe ";
          case BUILD -> throw new IllegalArgumentException("a build does not reach the cache");
        };
    return "on " + commands + CLIENT;
  }

  private void user(Stage stage, Program program) {
    users.put(
        program,
        CfnUser.Builder.create(this, "User" + program.folder())
            .engine(ENGINE)
            .userId(userName(stage, program))
            .userName(userName(stage, program))
            .accessString(access(program))
            .authenticationMode(Map.of("Type", "iam"))
            .build());
  }

  private CfnServerlessCache cache(Stage stage, NetworkStack network, Key key, CfnUserGroup group) {
    CacheSize size = stage.size().cache();
    return CfnServerlessCache.Builder.create(this, "Serverless")
        .serverlessCacheName(name(stage))
        .engine(ENGINE)
        .majorEngineVersion(VERSION)
        .securityGroupIds(List.of(network.connections().cache().getSecurityGroupId()))
        .subnetIds(network.subnets(Subnets.DATA))
        .userGroupId(group.getRef())
        .kmsKeyId(key.getKeyArn())
        .cacheUsageLimits(
            CacheUsageLimitsProperty.builder()
                .dataStorage(
                    DataStorageProperty.builder().maximum(size.maxGigabytes()).unit("GB").build())
                .ecpuPerSecond(
                    ECPUPerSecondProperty.builder().maximum(size.maxUnitsPerSecond()).build())
                .build())
        .build();
  }
}

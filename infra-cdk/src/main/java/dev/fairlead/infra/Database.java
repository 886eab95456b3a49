package dev.fairlead.infra;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import dev.fairlead.infra.stage.DatabaseSize;
import dev.fairlead.infra.stage.Stage;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.rds.CfnDBCluster;
import software.amazon.awscdk.services.rds.CfnDBCluster.MasterUserSecretProperty;
import software.amazon.awscdk.services.rds.CfnDBCluster.ServerlessV2ScalingConfigurationProperty;
import software.amazon.awscdk.services.rds.CfnDBClusterParameterGroup;
import software.amazon.awscdk.services.rds.CfnDBInstance;
import software.amazon.awscdk.services.rds.CfnDBSubnetGroup;
import software.constructs.Construct;

/**
 * Aurora PostgreSQL Serverless v2. RDS makes the password, keeps it in Secrets Manager and changes
 * it every seven days; nobody types it, no template holds it. Connections without TLS are refused.
 */
final class Database extends Construct {
  static final String NAME = "fairlead";
  private static final int NAME_DIGITS = 8;
  private static final String ENGINE = "aurora-postgresql";

  /** Where the api's image has RDS's authorities. */
  private static final String AUTHORITIES = "/opt/fairlead/rds-ca.pem";

  private static final String VERSION = "17.6";
  private static final String FAMILY = "aurora-postgresql17";

  private final CfnDBCluster cluster;

  Database(Construct scope, Stage stage, NetworkStack network, Key key, DataRemoval removal) {
    super(scope, "Database");
    this.cluster = cluster(stage, network, key, removal);
    removal.applyTo(cluster);
    Suppressions.on(
        cluster,
        "AwsSolutions-RDS6",
        "The api signs in with the password that RDS rotates; a second way in is not opened.");
    Suppressions.on(
        cluster,
        "AwsSolutions-RDS11",
        "Another port hides nothing: only the api's security group reaches this one.");
    for (int index = 0; index < stage.size().database().instances(); index++) {
      removal.applyToInstance(instance(index));
    }
  }

  /** For JDBC; the server's certificate must be one of RDS, and its name the cluster's. */
  String url() {
    return "jdbc:postgresql://%s:%d/%s?sslmode=verify-full&sslrootcert=%s"
        .formatted(cluster.getAttrEndpointAddress(), Connections.POSTGRESQL, NAME, AUTHORITIES);
  }

  /** ARN of the secret with user name and password. */
  String secret() {
    return cluster.getAttrMasterUserSecretSecretArn();
  }

  String clusterId() {
    return cluster.getRef();
  }

  private CfnDBCluster cluster(Stage stage, NetworkStack network, Key key, DataRemoval removal) {
    DatabaseSize size = stage.size().database();
    CfnDBCluster.Builder builder = CfnDBCluster.Builder.create(this, "Cluster");
    if (stage.databaseSnapshot().isPresent()) {
      // Which has database and user in it already.
      builder.snapshotIdentifier(stage.databaseSnapshot().get());
    } else {
      builder.databaseName(NAME).masterUsername("fairlead");
    }
    return builder
        .dbClusterIdentifier(identifier(stage))
        .engine(ENGINE)
        .engineVersion(VERSION)
        .port(Connections.POSTGRESQL)
        .manageMasterUserPassword(true)
        .masterUserSecret(MasterUserSecretProperty.builder().kmsKeyId(key.getKeyArn()).build())
        .dbClusterParameterGroupName(parameters().getRef())
        .dbSubnetGroupName(subnetGroup(network).getRef())
        .vpcSecurityGroupIds(List.of(network.connections().database().getSecurityGroupId()))
        .serverlessV2ScalingConfiguration(
            ServerlessV2ScalingConfigurationProperty.builder()
                .minCapacity(size.minCapacity())
                .maxCapacity(size.maxCapacity())
                .build())
        .storageEncrypted(true)
        .kmsKeyId(key.getKeyArn())
        .backupRetentionPeriod(size.backupDays())
        .copyTagsToSnapshot(true)
        .deletionProtection(removal.isProtected())
        .enableCloudwatchLogsExports(List.of("postgresql"))
        .build();
  }

  /** Another one for each snapshot: the cluster that is replaced stays beside the new one. */
  private static String identifier(Stage stage) {
    return stage
        .databaseSnapshot()
        .map(
            snapshot ->
                stage
                    .named("database-" + Hashing.sha256().hashString(snapshot, UTF_8))
                    .substring(0, stage.named("database-").length() + NAME_DIGITS))
        .orElse(stage.named("database"));
  }

  private CfnDBInstance instance(int index) {
    return CfnDBInstance.Builder.create(this, "Instance" + index)
        .dbClusterIdentifier(cluster.getRef())
        .dbInstanceClass("db.serverless")
        .engine(ENGINE)
        .publiclyAccessible(false)
        .autoMinorVersionUpgrade(true)
        .promotionTier(index)
        .build();
  }

  private CfnDBClusterParameterGroup parameters() {
    return CfnDBClusterParameterGroup.Builder.create(this, "Parameters")
        .family(FAMILY)
        .description("Fairlead: TLS only")
        .parameters(Map.of("rds.force_ssl", "1"))
        .build();
  }

  private CfnDBSubnetGroup subnetGroup(NetworkStack network) {
    return CfnDBSubnetGroup.Builder.create(this, "Subnets")
        .dbSubnetGroupDescription("Fairlead: subnets without a way to the internet")
        .subnetIds(network.subnets(Subnets.DATA))
        .build();
  }
}

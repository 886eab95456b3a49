package dev.fairlead.infra;

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
  private static final String ENGINE = "aurora-postgresql";
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

  /** For JDBC; TLS is required here as it is by the server. */
  String url() {
    return "jdbc:postgresql://%s:%d/%s?sslmode=require"
        .formatted(cluster.getAttrEndpointAddress(), Connections.POSTGRESQL, NAME);
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
    return CfnDBCluster.Builder.create(this, "Cluster")
        .dbClusterIdentifier(stage.named("database"))
        .engine(ENGINE)
        .engineVersion(VERSION)
        .databaseName(NAME)
        .port(Connections.POSTGRESQL)
        .masterUsername("fairlead")
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

package dev.fairlead.infra;

import dev.fairlead.infra.stage.StackRole;
import dev.fairlead.infra.stage.Stage;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.secretsmanager.CfnSecret;
import software.constructs.Construct;

/**
 * All that must not be lost: files of sites in the home region, the database, and secrets; and the
 * cache, whose loss costs live logs only. Removing the stack removes none of the first three.
 */
final class DataStack extends FairleadStack {
  private static final int KEY_WAITING_DAYS = 30;

  private final Key key;
  private final Database database;
  private final Cache cache;
  private final CfnSecret ownerToken;

  DataStack(Construct scope, Stage stage, NetworkStack network, DataRemoval removal) {
    super(scope, stage, StackRole.DATA, "Fairlead: bucket, database, cache and secrets");
    setTerminationProtection(removal.isProtected());
    SitesBucket.in(this, stage, stage.region());
    this.key =
        Key.Builder.create(this, "Key")
            .description("Fairlead %s: database, cache and secrets".formatted(stage.name()))
            .enableKeyRotation(true)
            .pendingWindow(Duration.days(KEY_WAITING_DAYS))
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    this.database = new Database(this, stage, network, key, removal);
    this.cache = new Cache(this, stage, network, key);
    this.ownerToken = ownerToken(removal);
    output("SitesBucket", SitesBucket.name(stage, stage.region()));
    output("OwnerTokenSecret", ownerToken.getRef());
    output("DatabaseCluster", database.clusterId());
    // What the doctor compares with further-regions.
    output(Stage.REGIONS_OUTPUT, String.join(",", stage.regions()));
  }

  Key key() {
    return key;
  }

  Database database() {
    return database;
  }

  Cache cache() {
    return cache;
  }

  /** ARN of the secret in which the api puts the first owner's token. */
  String ownerTokenSecret() {
    return ownerToken.getRef();
  }

  /** Without a value: the api makes the token and puts it there. */
  private CfnSecret ownerToken(DataRemoval removal) {
    CfnSecret secret =
        CfnSecret.Builder.create(this, "OwnerToken")
            .description("Signs in the first owner of Fairlead; written by the api")
            .kmsKeyId(key.getKeyArn())
            .build();
    secret.applyRemovalPolicy(removal.isProtected() ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);
    Suppressions.on(
        secret,
        "AwsSolutions-SMG4",
        "The api makes the token and is the only one who can make another: a rotation function"
            + " would have to be an owner itself.");
    return secret;
  }

  private void output(String id, String value) {
    CfnOutput.Builder.create(this, id).value(value).build();
  }
}

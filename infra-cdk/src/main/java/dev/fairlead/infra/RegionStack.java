package dev.fairlead.infra;

import dev.fairlead.infra.stage.StackRole;
import dev.fairlead.infra.stage.Stage;
import software.amazon.awscdk.CfnOutput;
import software.constructs.Construct;

/** What a further storage region needs: a bucket there. */
final class RegionStack extends FairleadStack {
  RegionStack(Construct scope, Stage stage, String region, DataRemoval removal) {
    super(
        scope,
        stage,
        StackRole.REGION,
        stage.regionStackName(region),
        "Fairlead: files of sites in " + region,
        region);
    setTerminationProtection(removal.isProtected());
    CfnOutput.Builder.create(this, "SitesBucket")
        .value(SitesBucket.in(this, stage, region).getBucketName())
        .build();
  }
}

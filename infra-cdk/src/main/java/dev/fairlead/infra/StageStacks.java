package dev.fairlead.infra;

import dev.fairlead.infra.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

/** All stacks of a stage, in the order in which they are deployed. */
final class StageStacks {
  private StageStacks() {}

  static List<Stack> in(App app, Stage stage, Images images, DataRemoval removal) {
    NetworkStack network = new NetworkStack(app, stage);
    List<Stack> stacks = new ArrayList<>(List.of(network));
    for (String region : stage.furtherRegions()) {
      stacks.add(new RegionStack(app, stage, region, removal));
    }
    DataStack data = new DataStack(app, stage, network, removal);
    BuildsStack builds = new BuildsStack(app, stage, images);
    DashboardStack dashboard = new DashboardStack(app, stage, network);
    ApiStack api = new ApiStack(app, stage, network, data, builds, dashboard, images);
    WsLogsStack logs = new WsLogsStack(app, stage, network, data, dashboard, images);
    EdgeStack edge = new EdgeStack(app, stage, network, data, images);
    DnsStack dns = new DnsStack(app, stage, dashboard, edge);
    ObservabilityStack observability =
        new ObservabilityStack(app, stage, network, data, builds, dashboard, edge);
    stacks.addAll(List.of(data, builds, dashboard, api, logs, edge, dns, observability));
    // Before edges know the names of buckets, the buckets are there.
    stacks.stream().filter(RegionStack.class::isInstance).forEach(edge::addStackDependency);
    stacks.stream().filter(RegionStack.class::isInstance).forEach(api::addStackDependency);
    return stacks;
  }
}

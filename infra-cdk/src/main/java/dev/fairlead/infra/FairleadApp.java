package dev.fairlead.infra;

import software.amazon.awscdk.App;

/** Synthesises the stacks: {@code cdk synth} runs this. */
public final class FairleadApp {
  private FairleadApp() {}

  public static void main(String[] arguments) {
    App app = new App();
    new StorageStack(app, "FairleadStorage");
    app.synth();
  }
}

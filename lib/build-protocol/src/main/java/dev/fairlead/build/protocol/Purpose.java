package dev.fairlead.build.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a build goes. */
public enum Purpose {
  /** To a published site. */
  @JsonProperty("deploy")
  DEPLOY,
  /** To the plan: the source is fetched and looked at, no command is run. */
  @JsonProperty("inspect")
  INSPECT
}

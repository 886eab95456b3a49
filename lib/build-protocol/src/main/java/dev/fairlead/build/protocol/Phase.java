package dev.fairlead.build.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A part of a build that is timed and shown on its own, in the order they happen. */
public enum Phase {
  /** From the queue to the first message of the build process. */
  @JsonProperty("provisioning")
  PROVISIONING,
  @JsonProperty("cloning")
  CLONING,
  @JsonProperty("detecting")
  DETECTING,
  @JsonProperty("installing")
  INSTALLING,
  @JsonProperty("building")
  BUILDING,
  @JsonProperty("collecting")
  COLLECTING,
  @JsonProperty("uploading")
  UPLOADING,
  /** The manifest is checked and written, and the routes are moved. */
  @JsonProperty("publishing")
  PUBLISHING
}

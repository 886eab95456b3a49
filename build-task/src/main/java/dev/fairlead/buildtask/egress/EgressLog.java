package dev.fairlead.buildtask.egress;

/** Told what builds want from the network; called on many threads. */
public interface EgressLog {

  /** A connection was made. */
  void contacted(String host);

  /** A connection was refused, for a reason that fits into a sentence after the host's name. */
  void denied(String host, String reason);
}

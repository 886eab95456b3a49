package dev.fairlead.api.launch;

import dev.fairlead.api.credential.OpaqueToken;
import dev.fairlead.api.project.BuildSize;

/**
 * The wish to start a build process.
 *
 * @param token good for one exchange; all that the process is given besides its owner's id
 * @param preview whether it builds what does not go live, and may run on cheaper machines
 */
public record Launch(Owner owner, OpaqueToken token, BuildSize size, boolean preview) {}

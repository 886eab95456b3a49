package dev.fairlead.buildtask.source;

import dev.fairlead.build.protocol.BuildSource;
import dev.fairlead.buildtask.BuildFailedException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * The ref of a remote repository that is built.
 *
 * @param fullName such as {@code refs/heads/main}
 * @param tip the commit it leads to
 * @param shortName such as {@code main}; null where HEAD is detached
 */
record RemoteTarget(String fullName, ObjectId tip, @Nullable String shortName) {

  /** Picks the branch or tag that is asked for, else the default branch. */
  static RemoteTarget of(Collection<Ref> advertised, BuildSource.Git source, GitProblems problems)
      throws BuildFailedException {
    Map<String, Ref> refs = new TreeMap<>();
    advertised.forEach(ref -> refs.put(ref.getName(), ref));
    if (refs.isEmpty()) {
      throw problems.empty();
    }
    String branch = source.branch();
    Ref found = branch == null ? refs.get(Constants.HEAD) : named(refs, branch);
    if (found == null) {
      throw branch == null ? problems.empty() : problems.refNotFound(branch, branches(refs));
    }
    ObjectId peeled = found.getPeeledObjectId();
    ObjectId tip = peeled != null ? peeled : found.getObjectId();
    if (tip == null) {
      throw problems.empty();
    }
    String fullName = found.isSymbolic() ? found.getTarget().getName() : found.getName();
    boolean detached = fullName.equals(Constants.HEAD);
    return new RemoteTarget(fullName, tip, detached ? null : Repository.shortenRefName(fullName));
  }

  private static @Nullable Ref named(Map<String, Ref> refs, String name) {
    Ref branch = refs.get(Constants.R_HEADS + name);
    return branch != null ? branch : refs.get(Constants.R_TAGS + name);
  }

  private static Collection<String> branches(Map<String, Ref> refs) {
    return refs.keySet().stream()
        .filter(name -> name.startsWith(Constants.R_HEADS))
        .map(Repository::shortenRefName)
        .toList();
  }
}

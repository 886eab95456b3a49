package dev.fairlead.buildtask.source;

import dev.fairlead.build.protocol.FailureCode;
import dev.fairlead.buildtask.BuildFailedException;
import java.io.IOException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** The bound on the bytes of a source, checked before they are written. */
final class SourceSize {
  private SourceSize() {}

  static void check(Repository repository, ObjectId commit, long maxBytes)
      throws IOException, BuildFailedException {
    long bytes = 0;
    try (RevWalk commits = new RevWalk(repository);
        TreeWalk files = new TreeWalk(repository);
        ObjectReader objects = repository.newObjectReader()) {
      files.addTree(commits.parseCommit(commit).getTree());
      files.setRecursive(true);
      while (files.next()) {
        if (files.getFileMode() != FileMode.GITLINK) {
          bytes += objects.getObjectSize(files.getObjectId(0), Constants.OBJ_BLOB);
        }
        if (bytes > maxBytes) {
          throw tooLarge(maxBytes);
        }
      }
    }
  }

  static BuildFailedException tooLarge(long maxBytes) {
    return new BuildFailedException(
        FailureCode.SOURCE_TOO_LARGE,
        "The source has more than the %,d MiB that are allowed; remove large files from it or ask the operator for a higher limit."
            .formatted(maxBytes >> 20));
  }
}

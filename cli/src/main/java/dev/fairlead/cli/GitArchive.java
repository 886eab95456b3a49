package dev.fairlead.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** Packs the commit that HEAD of a repository names, whatever the work tree looks like. */
final class GitArchive {
  private static final int MESSAGE_LENGTH = 200;

  private GitArchive() {}

  static boolean isRepository(Path folder) {
    return folder.resolve(".git").toFile().exists();
  }

  static Archive pack(Path folder, Console console) throws IOException, CliException {
    File gitFolder = folder.resolve(".git").toFile();
    try (Repository repository =
            new FileRepositoryBuilder().setWorkTree(folder.toFile()).setGitDir(gitFolder).build();
        RevWalk walk = new RevWalk(repository)) {
      ObjectId head = repository.resolve(Constants.HEAD);
      if (head == null) {
        throw new CliException(
            ExitCode.USAGE, "%s has no commit yet; commit something first.".formatted(folder));
      }
      warnOfChanges(repository, console);
      RevCommit commit = walk.parseCommit(head);
      try (ArchiveWriter writer = ArchiveWriter.open()) {
        addTree(repository, commit, writer);
        return writer.finish(describe(repository, commit));
      }
    }
  }

  private static void addTree(Repository repository, RevCommit commit, ArchiveWriter writer)
      throws IOException {
    try (TreeWalk tree = new TreeWalk(repository)) {
      tree.addTree(commit.getTree());
      tree.setRecursive(true);
      while (tree.next()) {
        add(repository, tree, writer);
      }
    }
  }

  private static void add(Repository repository, TreeWalk tree, ArchiveWriter writer)
      throws IOException {
    FileMode mode = tree.getFileMode();
    if (mode.equals(FileMode.GITLINK)) {
      return;
    }
    ObjectLoader blob = repository.open(tree.getObjectId(0), Constants.OBJ_BLOB);
    if (mode.equals(FileMode.SYMLINK)) {
      writer.link(tree.getPathString(), new String(blob.getBytes(), StandardCharsets.UTF_8));
      return;
    }
    writer.file(
        tree.getPathString(), blob.getSize(), mode.equals(FileMode.EXECUTABLE_FILE), blob::copyTo);
  }

  private static void warnOfChanges(Repository repository, Console console) throws IOException {
    try (Git git = new Git(repository)) {
      if (git.status().call().hasUncommittedChanges()) {
        console.say(
            "Note: there are uncommitted changes; the last commit is deployed without them.");
      }
    } catch (GitAPIException e) {
      throw new IOException(e);
    }
  }

  private static Documents.Commit describe(Repository repository, RevCommit commit)
      throws IOException {
    @Nullable String branch = repository.getBranch();
    boolean detached = branch == null || branch.equals(commit.name());
    String message = commit.getShortMessage();
    return new Documents.Commit(
        commit.name(),
        detached ? null : branch,
        message.substring(0, Math.min(message.length(), MESSAGE_LENGTH)),
        commit.getAuthorIdent().getName());
  }
}

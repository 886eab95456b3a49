package dev.fairlead.testing;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;

/** A git repository on disk that a test writes to. Its default branch is {@code main}. */
public final class TestRepository implements AutoCloseable {
  private static final PersonIdent AUTHOR = new PersonIdent("Ada Lovelace", "ada@example.com");

  private final Git git;
  private final Path directory;

  private TestRepository(Git git, Path directory) {
    this.git = git;
    this.directory = directory;
  }

  /** Makes an empty repository; the folder is created if need be. */
  public static TestRepository create(Path directory) throws IOException {
    try {
      Files.createDirectories(directory);
      Git git = Git.init().setDirectory(directory.toFile()).setInitialBranch("main").call();
      return new TestRepository(git, directory);
    } catch (GitAPIException e) {
      throw new IOException(e);
    }
  }

  public Path directory() {
    return directory;
  }

  /** The address that a local clone uses. */
  public URI fileUrl() {
    try {
      return new URI("file", "", directory.toAbsolutePath().toString(), null);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public TestRepository write(String path, String text) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  public TestRepository delete(String path) throws IOException {
    Files.delete(directory.resolve(path));
    return this;
  }

  /** Copies a tree into the repository, but for {@code node_modules} and {@code .git}. */
  public TestRepository copyFrom(Path tree) throws IOException {
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (folder.endsWith("node_modules") || folder.endsWith(".git")) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(directory.resolve(tree.relativize(folder).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, directory.resolve(tree.relativize(file).toString()));
            return FileVisitResult.CONTINUE;
          }
        });
    return this;
  }

  /** Commits everything there is, deletions too, and returns the commit's 40 digits. */
  public String commit(String message) throws IOException {
    try {
      git.add().addFilepattern(".").call();
      git.add().addFilepattern(".").setUpdate(true).call();
      return git.commit()
          .setMessage(message)
          .setAuthor(AUTHOR)
          .setCommitter(AUTHOR)
          .setSign(false)
          .call()
          .name();
    } catch (GitAPIException e) {
      throw new IOException(e);
    }
  }

  /** Makes a branch at the current commit and switches to it. */
  public TestRepository branch(String name) throws IOException {
    try {
      git.checkout().setCreateBranch(true).setName(name).call();
      return this;
    } catch (GitAPIException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    git.close();
  }
}

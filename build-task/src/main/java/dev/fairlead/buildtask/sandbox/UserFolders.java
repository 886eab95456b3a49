package dev.fairlead.buildtask.sandbox;

import dev.fairlead.buildtask.source.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of one attempt that the commands' user works with.
 *
 * @param workspace the checked-out files, which that user owns
 * @param home an empty home folder
 * @param temporary for {@code TMPDIR}
 * @param cache what package managers download, until the attempt ends
 * @param init class path of {@link UserInit}
 * @param filter the system-call filter
 * @param variables the environment of the command that runs
 */
record UserFolders(
    Path workspace, Path home, Path temporary, Path cache, Path init, Path filter, Path variables) {
  private static final String WRITABLE = "rwxrwx---";
  private static final String READABLE = "rw-r-----";

  /**
   * Makes them. The workspace is copied, since programs want to own the files they work on (chmod,
   * utimes, git) and only a capability could give them away.
   */
  static UserFolders make(OtherUser user, Path workspace, Path parts, byte[] filterProgram)
      throws IOException {
    Path own = Files.createDirectory(parts.resolve("user"));
    user.share(own, WRITABLE);
    Path copy = own.resolve("source");
    user.run("mkdir", "--mode=770", copy.toString());
    user.run("cp", "-R", "--no-dereference", workspace + "/.", copy.toString());
    FileTree.delete(workspace);
    Files.move(copy, workspace);
    UserFolders folders =
        new UserFolders(
            workspace,
            own.resolve("home"),
            own.resolve("tmp"),
            own.resolve("cache"),
            ClassFile.copy(UserInit.class, parts.resolve("init")),
            Files.write(parts.resolve("filter.bpf"), filterProgram),
            Files.createFile(parts.resolve("variables")));
    user.share(folders.variables(), READABLE);
    user.run(
        "mkdir",
        folders.home().toString(),
        folders.temporary().toString(),
        folders.cache().toString());
    return folders;
  }

  /** Lets us read and delete what that user has made; its processes must be dead. */
  void takeBack(OtherUser user) throws IOException {
    List<String> line = new ArrayList<>(List.of("chmod", "-R", "u+rwX,g+rwX", "--"));
    Stream.of(workspace, home, temporary, cache).map(Path::toString).forEach(line::add);
    user.run(line.toArray(String[]::new));
  }
}

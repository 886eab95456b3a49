package dev.fairlead.buildtask.sandbox;

import java.nio.file.Path;

/**
 * The folders of one attempt that its sandbox is made of. All are real paths that no command can
 * replace, since none can write to their parents.
 *
 * @param workspace the checked-out files, writable
 * @param cache package caches, writable
 * @param etc the synthetic {@code /etc}
 * @param init the class files of {@link SandboxInit}
 * @param egress holds the proxy's socket
 */
record SandboxFolders(Path workspace, Path cache, Path etc, Path init, Path egress) {}

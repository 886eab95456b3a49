package dev.fairlead.testing.bench;

import dev.fairlead.testing.TestRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A React and TypeScript project as Vite's scaffold makes it, with a lockfile, in a repository. */
final class ViteProject {
  private ViteProject() {}

  static TestRepository create(Path folder) throws IOException, InterruptedException {
    Path scaffold = Files.createDirectories(folder.resolve("scaffold"));
    Shell.run(
        scaffold,
        Map.of(),
        List.of(
            "npm",
            "create",
            "-y",
            "vite@latest",
            "site",
            "--",
            "--template",
            "react-ts",
            "--no-interactive"));
    Path site = scaffold.resolve("site");
    // npm ci refuses the lockfile that npm writes for oxlint's optional packages.
    Shell.run(
        site, Map.of(), List.of("npm", "pkg", "delete", "devDependencies.oxlint", "scripts.lint"));
    Shell.run(
        site,
        Map.of(),
        List.of(
            "npm", "install", "--package-lock-only", "--omit-lockfile-registry-resolved=false"));
    TestRepository repository = TestRepository.create(folder.resolve("repository"));
    repository.copyFrom(site).write(".gitignore", "node_modules\ndist\n").commit("Begin");
    return repository;
  }
}

package dev.fairlead.testing.system;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A Vite + React + TypeScript project as its npm scaffold makes it, with a lockfile. */
final class ViteProject {
  private static final String LINTER = "oxlint";

  private ViteProject() {}

  static Path scaffold(Path parent, String name) throws IOException, InterruptedException {
    Npm.run(
        parent,
        List.of(
            "npm",
            "create",
            "-y",
            "vite@latest",
            name,
            "--",
            "--template",
            "react-ts",
            "--no-interactive"));
    Path project = parent.resolve(name);
    removeLinter(project.resolve("package.json"));
    Npm.run(project, List.of("npm", "install", "--package-lock-only", "--no-audit", "--no-fund"));
    return project;
  }

  /** npm 11 writes a lockfile for its optional packages that npm ci then refuses. */
  private static void removeLinter(Path manifest) throws IOException {
    ObjectNode json = (ObjectNode) Api.JSON.readTree(Files.readAllBytes(manifest));
    ((ObjectNode) json.path("devDependencies")).remove(LINTER);
    Files.writeString(manifest, json.toPrettyString() + "\n");
  }
}

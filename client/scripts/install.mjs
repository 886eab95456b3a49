// Installs what package-lock.json says, unless that has been done since it last changed.
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";

const writtenAt = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

if (writtenAt("node_modules/.package-lock.json") < writtenAt("package-lock.json")) {
  // Not npm ci: it refuses a lock file that was written where the registry lacks the binaries of
  // other systems. This installs the same versions and leaves the lock file alone.
  const npm = spawnSync("npm", ["install", "--no-save", "--no-audit", "--no-fund"], { stdio: "inherit" });
  process.exit(npm.status ?? 1);
}

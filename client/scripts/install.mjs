// Installs what package-lock.json says, unless that has been done since it last changed.
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";

const writtenAt = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

if (writtenAt("node_modules/.package-lock.json") < writtenAt("package-lock.json")) {
  const npm = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], { stdio: "inherit" });
  process.exit(npm.status ?? 1);
}

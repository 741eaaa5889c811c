#!/usr/bin/env node
// Nothing here is newer than Node 12, so that an old one reads this far and can say what is wrong.
const oldestMajor = 22;

if (Number(process.versions.node.split(".")[0]) < oldestMajor) {
  console.error(
    "leasehold needs Node " +
      oldestMajor +
      " or later, and this is Node " +
      process.versions.node +
      ": install a newer Node.",
  );
  process.exitCode = 1;
} else {
  void import("./lib/run.ts").then(function (module) {
    return module.run();
  });
}

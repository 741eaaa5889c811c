import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findProgram } from "@leasehold/testing/programs";
import { temporaryFolder } from "@leasehold/testing/temporary-folder";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { filesDocument } from "./api-server.ts";
import { runCli } from "./cli.ts";

/** A line as it stands when the tab key is pressed, and what the shell then offers. */
const lines: [words: string[], offered: string[]][] = [
  [["que"], ["queues"]],
  [
    ["queues", "p"],
    ["purge", "pause", "patch"],
  ],
  [["--project", "tasks", "queues", "g"], ["get"]],
  [["--project", "acme", "tasks", "le"], ["lease"]],
  [["tasks", "lease", "q", "--num"], ["--num-tasks"]],
  [["tasks", "lease", "--tag", "queues", "--wait"], ["--wait-secs"]],
  [
    ["worker", "q", "--out"],
    ["--output-dir", "--output-url"],
  ],
  [["serve", "--log-level", "de"], ["debug"]],
  [["completion", "z"], ["zsh"]],
  [["login", "--dev"], ["--device"]],
  [["tasks", "--proj"], ["--project"]],
  [["generate", "up"], ["update"]],
  [["generate", "diff", "--js"], ["--json"]],
  [["ge"], ["generate"]],
  [["api", "--upload-t"], ["--upload-type"]],
  [["api", "--upload-type", "m"], ["multipart"]],
  [
    ["api", "taskqueue:v1beta2", "tasks.l"],
    ["tasks.list", "tasks.lease"],
  ],
  [["api", "--project", "a", "leasehold:v1", "queues.li"], ["queues.list"]],
  [["api", "taskqueue:v1beta2", "tasks.lease", "--num"], ["--num-tasks"]],
  [["api", "taskqueue:v1beta2", "tasks.lease", "--tag", "'a b'", "--group"], ["--group-by-tag"]],
  [["api", "taskqueue:v1beta2", "tasks.insert", "--payl"], ["--payload-base64"]],
  [["api", "taskqueue:v1beta2", "tasks.list", "--alt", ""], ["json"]],
  [["api", "files.json", "files.l"], ["files.list"]],
  [
    ["api", "files.json", "files.list", "--order-by", ""],
    ["name", "size"],
  ],
];
const withColon = ["api", "taskq"];
/** The same where the server is asked: a program stands in for leasehold, which shows whom the question names. */
const queueLines: [words: string[], offered: string[]][] = [
  [
    ["tasks", "lease", ""],
    ["images", "images-dead"],
  ],
  [["worker", "images-"], ["images-dead"]],
  [["queues", "get", "--project", "acme", "ac"], ["acme-asked"]],
  [["tasks", "get", "images", "im"], []],
];
const afterDashes = ["worker", "q", "--", "queues", "--o"];

const shells = ["bash", "zsh", "fish"];
const folder = temporaryFolder();
const scriptOf = (shell: string): string => join(folder.path, `leasehold.${shell}`);

/** Names queues without a server, and leaves the rest to the real one. */
const standIn = (leasehold: string): string => `#!/bin/sh
[ "$1 $2" = "__complete queues" ] || exec ${leasehold} "$@"
[ "$3" = --project ] && echo "$4-asked"
echo images
echo images-dead
echo "a complaint" >&2
`;

beforeAll(async () => {
  const bin = join(folder.path, "leasehold");
  const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
  writeFileSync(bin, standIn(`'${process.execPath}' '${main}'`), { mode: 0o755 });
  writeFileSync(
    join(folder.path, "files.json"),
    JSON.stringify(filesDocument("http://127.0.0.1:9")),
  );
  for (const shell of shells) {
    const { stdout } = await runCli(["completion", shell]);
    writeFileSync(scriptOf(shell), stdout);
  }
});

afterAll(() => folder[Symbol.dispose]());

function output(program: string, args: string[]): string[] {
  const run = spawnSync(program, args, {
    encoding: "utf8",
    cwd: folder.path,
    env: {
      ...process.env,
      HOME: folder.path,
      LEASEHOLD_CONFIG_DIR: join(folder.path, "home"),
      PATH: `${folder.path}:${process.env["PATH"]}`,
    },
  });
  expect(run.stderr).toBe("");
  return run.stdout.split("\n").filter(Boolean).sort();
}

const bash = findProgram("bash");
const zsh = findProgram("zsh");
const fish = findProgram("fish");

describe.skipIf(bash === undefined)("in bash", () => {
  const cut: typeof lines = [
    [withColon, ["taskqueue:v1beta2"]],
    // bash takes what stands behind the colon for the word.
    [["api", "taskqueue:v"], ["v1beta2"]],
    [afterDashes, []],
  ];
  test.each([...lines, ...queueLines, ...cut])("%j is completed to %j", (words, offered) => {
    const script = scriptOf("bash");
    const driver = `source "$1"; shift; COMP_WORDS=(leasehold "$@"); COMP_CWORD=$#; COMP_LINE="\${COMP_WORDS[*]}"; COMP_POINT=\${#COMP_LINE}; _leasehold; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const args = ["--norc", "-c", driver, "bash", script, ...words];
    expect(output(bash ?? "", args)).toEqual([...offered].sort());
  });
});

// zsh's own matching needs a terminal: here the function shows what it would offer.
const zshDriver = `
compdef() { :; }
_files() { :; }
_normal() { print -r -- "the command line: $words, word $CURRENT"; }
_describe() {
  [[ $1 == -o ]] && shift
  local entry
  for entry in "\${(@P)2}"; do
    entry=\${entry//\\\\:/$'\\x01'}
    entry=\${\${entry%%:*}//$'\\x01'/:}
    [[ $entry == "$words[CURRENT]"* ]] && print -r -- "$entry"
  done
  return 0
}
source "$1"; shift
words=(leasehold "$@"); CURRENT=$#words
_leasehold
`;

describe.skipIf(zsh === undefined)("in zsh", () => {
  test.each([...lines, ...queueLines, [withColon, ["taskqueue:v1beta2"]]] as typeof lines)(
    "%j is completed to %j",
    (words, offered) => {
      const script = scriptOf("zsh");
      const args = ["-f", "-c", zshDriver, "zsh", script, ...words];
      expect(output(zsh ?? "", args)).toEqual([...offered].sort());
    },
  );

  test("what follows -- is left to zsh as a command line of its own", () => {
    const args = ["-f", "-c", zshDriver, "zsh", scriptOf("zsh"), ...afterDashes];
    expect(output(zsh ?? "", args)).toEqual(["the command line: queues --o, word 2"]);
  });
});

describe.skipIf(fish === undefined)("in fish", () => {
  test.each([
    ...lines,
    ...queueLines,
    [withColon, ["taskqueue:v1beta2"]],
    [afterDashes, []],
  ] as typeof lines)("%j is completed to %j", (words, offered) => {
    const script = scriptOf("fish");
    const driver = `source ${script}; complete -C "leasehold ${words.join(" ")}"`;
    const found = output(fish ?? "", ["--no-config", "-c", driver]);
    expect(found.map((line) => line.split("\t")[0])).toEqual([...offered].sort());
  });
});

test("another shell is a usage error that names those there are", async () => {
  const { status, stderr } = await runCli(["completion", "tcsh"]);
  expect(stderr).toContain("Allowed choices are bash, zsh, fish.");
  expect(status).toBe(2);
});

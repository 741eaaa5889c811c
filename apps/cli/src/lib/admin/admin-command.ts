import { writeFile } from "node:fs/promises";
import { Command } from "commander";
import { CliError } from "../cli-error.ts";
import { confirm } from "../confirm.ts";
import { connect, connectToProject, openLeasehold } from "../connection.ts";
import { documentFlags, methodOf, wordOf } from "../document-flags.ts";
import { leaseholdDocument } from "../documents.ts";
import { addExamples } from "../examples.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Host } from "../host.ts";
import { printResource, tellNextPage } from "../print-resource.ts";
import type { Settings } from "../settings.ts";
import { harmless } from "../table.ts";
import { type BodyFlags, bodyFlags } from "./body-flags.ts";
import { callMethod, type Resource } from "./call-method.ts";
import { renderItems, renderResource } from "./show-resource.ts";

/** A command that is one method of the administration API. Its flags are the method's parameters and the fields of its body. */
export interface AdminCommand {
  name: string;
  /** Without `leasehold.`, such as `clients.create`. */
  method: string;
  about: string;
  /** What follows the command's name in its example. */
  example?: string;
  /** A field of the body that is an argument, such as the id of what is made. */
  argument?: string;
  /** Fields of the body that this method does not change. */
  fixed?: readonly string[];
  /** For a list: the fields that are columns. */
  columns?: readonly string[];
  /** What is lost: people are asked before. */
  loses?: string;
  /** Fields of the body whose text is in a file, and the flag that names it. */
  files?: Record<string, string>;
  /** A field of the answer that is a file: `--out` writes it. */
  out?: string;
  /** The project is an argument, and not `--project`. */
  namesProject?: boolean;
}

/** A branch of commands that administer one kind of thing. */
export interface AdminBranch {
  name: string;
  about: string;
  commands: readonly AdminCommand[];
}

type Flags = { documented: ReturnType<typeof documentFlags>; body: BodyFlags };

/** Makes the command of a branch such as `clients`. */
export function adminCommand(host: Host, branch: string, row: AdminCommand): Command {
  const id = `leasehold.${row.method}`;
  const command = new Command(row.name).description(row.about);
  const words = argumentsOf(row);
  for (const word of words) command.argument(`<${wordOf(word)}>`, aboutArgument(id, word));
  const flags: Flags = {
    documented: documentFlags(leaseholdDocument, id, ["confirm"]),
    body: bodyFlags(leaseholdDocument, id, {
      except: [...words, ...(row.fixed ?? [])],
      files: row.files ?? {},
    }),
  };
  flags.documented.addTo(command);
  flags.body.addTo(command);
  if (row.out !== undefined) command.option("--out <file>", `write ${wordOf(row.out)} to a file`);
  if (row.loses !== undefined) command.option("--yes", "do not ask");
  command.action((...given: unknown[]) => run(host, { row, words, flags, given, self: command }));
  const example = row.example === undefined ? "" : ` ${row.example}`;
  return addExamples(command, [`leasehold ${branch} ${row.name}${example}`]);
}

/** The path's variables, and the field that is an argument. */
function argumentsOf({ method, argument, namesProject }: AdminCommand): string[] {
  const parameters = methodOf(leaseholdDocument, `leasehold.${method}`).parameters ?? {};
  const inPath = Object.keys(parameters).filter((name) => parameters[name]?.location === "path");
  const own = inPath.filter((name) => name !== "project" || namesProject === true);
  return argument === undefined ? own : [...own, argument];
}

function aboutArgument(methodId: string, word: string): string {
  const { parameters, request } = methodOf(leaseholdDocument, methodId);
  const fields = leaseholdDocument.schemas?.[request?.$ref ?? ""]?.properties;
  return (parameters?.[word] ?? fields?.[word])?.description ?? word;
}

async function run(
  host: Host,
  call: { row: AdminCommand; words: string[]; flags: Flags; given: unknown[]; self: Command },
): Promise<void> {
  const { row, words, flags, given, self } = call;
  const { yes, out } = self.opts<{ yes?: boolean; out?: string }>();
  const values = Object.fromEntries(words.map((word, index) => [word, given[index]]));
  const body = await flags.body.read(self);
  if (row.argument !== undefined && body !== undefined) body[row.argument] = values[row.argument];
  const { settings, project, client } = await open(host, row, self);
  const { [row.argument ?? ""]: _, ...inPath } = values;
  if (row.loses !== undefined) {
    const thing = words.map((word) => String(values[word])).join(" ");
    await confirm(host, { text: `${row.loses}: ${thing}.`, yes });
  }
  const parameters = {
    ...project,
    ...inPath,
    ...flags.documented.read(self),
    ...confirmed(row, inPath),
  };
  const answer = await callMethod(client, `leasehold.${row.method}`, { parameters, body });
  await show(host, settings, { row, answer, out });
}

async function open(
  host: Host,
  { method, namesProject }: AdminCommand,
  self: Command,
): Promise<{
  settings: Settings;
  project: { project?: string };
  client: Awaited<ReturnType<typeof openLeasehold>>;
}> {
  const { parameters = {} } = methodOf(leaseholdDocument, `leasehold.${method}`);
  if (parameters["project"] === undefined || namesProject === true) {
    const connection = await connect(host, self);
    return { settings: connection.settings, project: {}, client: await openLeasehold(connection) };
  }
  const { project, ...connection } = await connectToProject(host, self);
  return {
    settings: connection.settings,
    project: { project },
    client: await openLeasehold(connection),
  };
}

// Whoever typed the project and answered yes has confirmed it.
function confirmed({ method }: AdminCommand, inPath: Resource): Resource {
  const { parameters = {} } = methodOf(leaseholdDocument, `leasehold.${method}`);
  return parameters["confirm"] === undefined ? {} : { confirm: inPath["project"] };
}

async function show(
  host: Host,
  settings: Settings,
  result: { row: AdminCommand; answer: Resource | undefined; out: string | undefined },
): Promise<void> {
  const { row, answer, out } = result;
  if (answer === undefined) return host.tell("Done.");
  if (out !== undefined && row.out !== undefined)
    await writeSecretFile(out, String(answer[row.out]));
  printResource(host, settings, answer, () => {
    const { columns } = row;
    if (columns !== undefined) {
      const items = (answer["items"] ?? answer["series"] ?? []) as Resource[];
      return items.length === 0 ? "There are none." : renderItems(items, columns, host.columns);
    }
    const facts = renderResource(answer, row.out === undefined ? [] : [row.out], host.columns);
    // What is shown once must not get lost because nobody named a file for it.
    const text =
      row.out === undefined
        ? ""
        : harmless(out === undefined ? String(answer[row.out]) : `Wrote ${out}.`);
    return [facts, text.trimEnd()].filter((part) => part !== "").join("\n\n");
  });
  tellNextPage(host, settings, answer["nextPageToken"] as string | undefined);
}

/** Only its owner may read it, and what is there already is not written over. */
async function writeSecretFile(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { mode: 0o600, flag: "wx" });
  } catch (cause) {
    throw new CliError(
      exitCodes.failed,
      `It was made, but ${path} could not be written: is there a file already? Make a new one.`,
      cause,
    );
  }
}

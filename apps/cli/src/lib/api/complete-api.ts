import { methodsOf } from "@leasehold/discovery-document";
import type { Command } from "commander";
import type { Host } from "../host.ts";
import { harmless } from "../table.ts";
import { resolveSettings } from "../settings.ts";
import { type ApiMethod, findMethod, kebabOf, placeOf } from "./api-method.ts";
import { bundledDocuments, openDocument } from "./open-document.ts";
import { parameterOf } from "./read-arguments.ts";
import { flagNames } from "./run-api.ts";

/** Nobody waits longer than this for a tab. */
const hurryMs = 2000;

/** A word that may come next, and what it is. */
type Candidate = [word: string, about: string];

/** Prints what may come next on a line that begins with `leasehold api`, a word a line; zsh and fish show what each is, after a tab. */
export async function completeApi(
  host: Host,
  self: Command,
  { shell, line }: { shell: string; line: string },
): Promise<void> {
  const words = wordsOf(line);
  const current = words.pop() ?? "";
  const api = self.parent?.parent?.commands.find((command) => command.name() === "api");
  if (api === undefined) return;
  const before = words.slice(words.indexOf("api") + 1);
  const found = await candidatesOf(host, api, { before, current }).catch(() => []);
  const fitting = found.filter(([word]) => word.startsWith(current));
  // bash takes a colon for the end of a word.
  const cut = shell === "bash" ? current.lastIndexOf(":") + 1 : 0;
  for (const [word, about] of fitting) {
    const text = harmless(about.replaceAll(/\s+/g, " ").trim()).slice(0, 100);
    host.print(shell === "bash" ? word.slice(cut) : `${word}\t${text}`);
  }
}

async function candidatesOf(
  host: Host,
  api: Command,
  line: { before: string[]; current: string },
): Promise<Candidate[]> {
  const { flags, plain } = split(api, line.before);
  const last = line.before.at(-1) ?? "";
  const own = api.options.find((option) => option.long === last);
  if (own?.required === true) return (own.argChoices ?? []).map((choice) => [choice, ""]);
  const [source, place] = plain;
  if (source === undefined) return line.current.startsWith("-") ? flagsOf(api) : apis();
  const settings = await resolveSettings(host, api);
  const server = flags.get("--base-url");
  const options = {
    source,
    hurryMs,
    rootUrl: flags.get("--root-url"),
    discoveryUrl: flags.get("--discovery-url"),
  };
  const at = server === undefined ? settings : { ...settings, baseUrl: server };
  const { document } = await openDocument(host, at, options);
  if (place === undefined) {
    if (line.current.startsWith("-")) return flagsOf(api);
    return methodsOf(document).map((entry) => [placeOf(entry), entry.method.description ?? ""]);
  }
  const method = findMethod({ document, source }, place);
  const parameter = last.startsWith("--") ? parameterOf(method, last.slice(2)) : undefined;
  if (parameter !== undefined && parameter.schema.type !== "boolean") {
    const { schema } = parameter;
    const abouts = schema.enumDescriptions ?? [];
    return (schema.enum ?? []).map((value, index) => [value, abouts[index] ?? ""]);
  }
  return [...parametersOf(method, flagNames(api)), ...flagsOf(api)];
}

function apis(): Candidate[] {
  return bundledDocuments.map(({ id, title }) => [id, title ?? ""]);
}

function flagsOf(api: Command): Candidate[] {
  const help = api.createHelp();
  return [...help.visibleOptions(api), ...help.visibleGlobalOptions(api)].flatMap(
    ({ long, description }): Candidate[] => (long ? [[long, description]] : []),
  );
}

function parametersOf({ parameters, fields }: ApiMethod, taken: ReadonlySet<string>): Candidate[] {
  const all = [...Object.entries(parameters), ...Object.entries(fields)];
  const seen = new Set(taken);
  return all.flatMap(([name, schema]): Candidate[] => {
    const word = kebabOf(name);
    const isSimple = schema.type !== undefined && schema.type !== "object";
    if (seen.has(word) || !isSimple) return [];
    seen.add(word);
    return [[`--${word}`, schema.description ?? ""]];
  });
}

/** The document and the method, without the flags that stand before and between them. */
function split(
  api: Command,
  words: readonly string[],
): { flags: Map<string, string>; plain: string[] } {
  const known = [api, api.parent].flatMap((command) => command?.options ?? []);
  const flags = new Map<string, string>();
  const plain: string[] = [];
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!word.startsWith("-")) plain.push(word);
    else if (known.find(({ long }) => long === word)?.required === true) {
      flags.set(word, rest.shift() ?? "");
    }
  }
  return { flags, plain };
}

/** The words of a line as a shell cuts them; the last one is the one that is being typed. */
function wordsOf(line: string): string[] {
  const words: string[] = [""];
  let quote = "";
  for (const letter of line) {
    if (quote !== "") {
      if (letter === quote) quote = "";
      else words.push(`${words.pop() ?? ""}${letter}`);
    } else if (letter === "'" || letter === '"') quote = letter;
    else if (/\s/.test(letter)) words.push("");
    else if (letter !== "\\") words.push(`${words.pop() ?? ""}${letter}`);
  }
  const typed = words.pop() ?? "";
  return [...words.filter((word) => word !== ""), typed];
}

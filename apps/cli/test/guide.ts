import { readFileSync } from "node:fs";

export const ways = ["CLI", "TypeScript", "curl", "Python"] as const;
type Way = (typeof ways)[number];

/** One way of one section of docs/authorization.md. */
export interface Example {
  section: string;
  way: Way;
  /** What stands under it; undefined where the guide says that this way cannot do it. */
  block: { language: string; text: string } | undefined;
}

/** The guide to authorization, as it stands. */
export interface Guide {
  examples: Example[];
  /** The sequence diagrams, by section. */
  diagrams: Map<string, string[]>;
  /** The blocks before the first way: leasehold.yaml, the files, the task, and the names that curl uses. */
  setUp: { yaml: string; files: string; task: string; names: string };
}

const fence = /^```(\w+)\n([\s\S]*?)^```/gm;

export function readGuide(): Guide {
  const text = readFileSync(new URL("../../../docs/authorization.md", import.meta.url), "utf8");
  const [, ...sections] = text.split(/^## /m);
  const setUp = blocksIn(sections.find((section) => section.startsWith("To try them")) ?? "");
  const [yaml = "", files = "", task = "", names = ""] = setUp.map((block) => block.text);
  const withDiagram = sections.filter((section) => section.includes("```mermaid"));
  return {
    setUp: { yaml, files, task, names },
    diagrams: new Map(withDiagram.map((section) => [titleOf(section), diagramsIn(section)])),
    examples: withDiagram.flatMap(examplesIn),
  };
}

function titleOf(section: string): string {
  return section.slice(0, section.indexOf("\n"));
}

function diagramsIn(section: string): string[] {
  return blocksIn(section)
    .filter(({ language }) => language === "mermaid")
    .map((block) => block.text);
}

// A way begins with its name in bold at the start of a line: **curl**, or **curl** and **Python**.
function examplesIn(section: string): Example[] {
  const [, ...parts] = section.split(/^(?=\*\*(?:CLI|TypeScript|curl|Python)\*\*)/m);
  return parts.flatMap((part) => {
    const names = /^.*$/m.exec(part)?.[0] ?? "";
    const [block] = blocksIn(part);
    return ways
      .filter((way) => names.includes(`**${way}**`))
      .map((way) => ({ section: titleOf(section), way, block }));
  });
}

function blocksIn(text: string): { language: string; text: string }[] {
  return Array.from(text.matchAll(fence), ([, language = "", block = ""]) => ({
    language,
    text: block,
  }));
}

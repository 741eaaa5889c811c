import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseBatch } from "../src/lib/batch/parse-batch.ts";
import { compileAnswerWriter } from "../src/lib/compile/answer-writer.ts";
import { compileBodyParser } from "../src/lib/compile/body-parser.ts";
import { parseFieldSelection } from "../src/lib/compile/field-selection.ts";
import { createRouteTable } from "../src/lib/compile/route-table.ts";
import { compileValueParser } from "../src/lib/compile/value-parser.ts";
import { normalizedPayload } from "../src/lib/taskqueue/payload.ts";

const schemas = {
  Node: {
    type: "object",
    properties: {
      kind: { type: "string", default: "test#node" },
      name: { type: "string" },
      size: { type: "string", format: "int64" },
      count: { type: "integer", format: "int32" },
      on: { type: "boolean" },
      ratio: { type: "number" },
      labels: { type: "object", additionalProperties: { type: "string" } },
      children: { type: "array", items: { $ref: "Node" } },
    },
  },
};

interface Node {
  name?: string;
  size?: string;
  count?: number;
  on?: boolean;
  ratio?: number;
  labels?: Record<string, string>;
  children?: Node[];
}

const { node } = fc.letrec<{ node: Node }>((tie) => ({
  node: fc.record(
    {
      name: fc.string({ unit: "binary" }),
      size: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
      count: fc.integer(),
      on: fc.boolean(),
      ratio: fc
        .double({ noNaN: true, noDefaultInfinity: true })
        .map((each) => (each === 0 ? 0 : each)),
      labels: fc.dictionary(
        fc.string({ unit: "binary" }).filter((name) => name !== "__proto__"),
        fc.string(),
      ),
      children: fc.array(tie("node"), { maxLength: 3 }),
    },
    { requiredKeys: [] },
  ),
}));

// What JSON.stringify would write, with `kind` first and the schema's order of properties.
function ordered(value: Node): object {
  const result: Record<string, unknown> = { kind: "test#node" };
  for (const name of ["name", "size", "count", "on", "ratio", "labels", "children"] as const) {
    if (value[name] === undefined) continue;
    result[name] = name === "children" ? value.children!.map(ordered) : value[name];
  }
  return result;
}

describe("the answer writer", () => {
  test.each([true, false])("writes what JSON.stringify would, with pretty=%s", (pretty) => {
    const write = compileAnswerWriter({
      schemas,
      schema: { $ref: "Node" },
      pretty,
      selection: "all",
    });
    fc.assert(
      fc.property(node, (value) => {
        expect(write(value)).toBe(JSON.stringify(ordered(value), undefined, pretty ? 1 : 0));
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ["name", { name: "a" }],
    ["labels/x", { labels: { x: "1" } }],
    ["labels", { labels: { x: "1", y: "2" } }],
    ["children/children/name", { children: [{ children: [{ name: "c" }] }] }],
    ["children(name,count),children/count", { children: [{ name: "b", count: 2 }] }],
    ["children(kind)", { children: [{ kind: "test#node" }] }],
  ])("writes only %s", (fields, expected) => {
    const selection = parseFieldSelection(fields);
    const write = compileAnswerWriter({
      schemas,
      schema: { $ref: "Node" },
      pretty: false,
      selection,
    });
    const value = {
      name: "a",
      labels: { x: "1", y: "2" },
      children: [{ name: "b", count: 2, children: [{ name: "c" }] }],
    };
    expect(JSON.parse(write(value))).toEqual(expected);
  });
});

test("no text of a selection breaks its parser", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("a", "b", ",", "/", "(", ")", "*", " ") }),
      (text) => {
        expect(messageOf(() => parseFieldSelection(text))).toMatch(
          /^(?:none|ApiError: Invalid field selection .*)$/s,
        );
      },
    ),
  );
});

test("a selection nested too deep is refused", () => {
  expect(() => parseFieldSelection(`${"a(".repeat(30)}a${")".repeat(30)}`)).toThrow(
    "Invalid field selection",
  );
  expect(() => parseFieldSelection("a/".repeat(30))).toThrow("Invalid field selection");
  expect(() => parseFieldSelection("a,".repeat(2000))).toThrow("Invalid field selection");
});

describe("the body parser", () => {
  const parse = compileBodyParser({ schemas, schema: { $ref: "Node" }, methodId: "m" });

  test("reads nested values, and drops what it does not know", () => {
    const value = {
      kind: 1,
      extra: 2,
      size: "5",
      children: [{ size: 6, name: null }],
      labels: { a: "b" },
    };
    expect(parse(value, "")).toEqual({
      size: 5n,
      children: [{ size: 6n }],
      labels: new Map([["a", "b"]]),
    });
  });

  test.each([
    [{ children: [{}, { count: 1.5 }] }, "children[1].count"],
    [{ children: {} }, "children"],
    [{ labels: { a: 1 } }, 'labels["a"]'],
    [{ size: "9223372036854775808" }, "size"],
    [{ size: 2 ** 53 }, "size"],
    [{ count: 2 ** 31 }, "count"],
    [{ on: "true" }, "on"],
    [[], "the body"],
    ["text", "the body"],
  ])("refuses %j at %s", (value, place) => {
    expect(() => parse(value, "")).toThrow(place);
  });
});

describe("the value parser", () => {
  test.each([
    [{ type: "integer", format: "uint32" }, "4294967295", 4294967295],
    [{ type: "integer", format: "uint32" }, "-1", undefined],
    [{ type: "integer", format: "int32" }, "2147483648", undefined],
    [{ type: "integer", minimum: "1" }, "007", 7],
    [{ type: "integer" }, "0x10", undefined],
    [{ type: "string", format: "int64" }, "9223372036854775807", 9223372036854775807n],
    [{ type: "string", format: "uint64" }, "-1", undefined],
    [{ type: "number" }, "1e3", 1000],
    [{ type: "number", maximum: "2" }, "2.5", undefined],
    [{ type: "number" }, "NaN", undefined],
    [{ type: "boolean" }, "TRUE", undefined],
    [{ type: "boolean" }, "constructor", undefined],
    [{ type: "string", enum: ["a", "b"] }, "c", undefined],
    [{ type: "string", pattern: "^[a-z]+$" }, "abc", "abc"],
    [{ type: "string", pattern: "^[a-z]+$" }, "abc\n", undefined],
  ])("%j reads %j as %s", (parameter, text, value) => {
    expect(compileValueParser(parameter).parse(text)).toBe(value);
  });
});

describe("the route table", () => {
  const table = createRouteTable<string>();
  table.add({ verb: "GET", template: "/q/{queue}/tasks/{task}", target: "get" });
  table.add({ verb: "POST", template: "/q/{queue}/tasks/lease", target: "lease" });
  table.add({ verb: "POST", template: "/q/{queue}/tasks/{task}", target: "update" });

  test.each([
    ["POST", "/q/a/tasks/lease", "lease"],
    ["GET", "/q/a/tasks/lease", "get"],
    ["POST", "/q/a/tasks/other/", "update"],
    ["GET", "/q//tasks/x", undefined],
    ["GET", "/q/a/tasks", undefined],
    ["DELETE", "/q/a/tasks/x", undefined],
    ["GET", "/", undefined],
  ])("%s %s leads to %s", (verb, path, target) => {
    expect(table.find(verb, path)?.target).toBe(target);
  });

  test("refuses a second method at the same place, and a template that it cannot route", () => {
    const target = "again";
    expect(() => table.add({ verb: "GET", template: "/q/{other}/tasks/{task}", target })).toThrow(
      "Two methods",
    );
    expect(() => table.add({ verb: "GET", template: "/{+name}", target })).toThrow(
      "cannot be routed",
    );
  });
});

test("a payload comes out as its bytes in the URL-safe alphabet with padding, however it was sent", () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.boolean(), fc.boolean(), (bytes, urlSafe, padded) => {
      const want = Buffer.from(bytes).toString("base64").replaceAll("+", "-").replaceAll("/", "_");
      const alphabet = urlSafe ? want : Buffer.from(bytes).toString("base64");
      expect(normalizedPayload(padded ? alphabet : alphabet.replaceAll("=", ""))).toBe(want);
    }),
  );
});

test("no bytes break the batch parser", () => {
  const pieces = fc.constantFrom(
    "--b",
    "--b--",
    "\r\n",
    "\n",
    "Content-Type: application/http",
    "GET /x",
    ":",
    "x",
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (texts) => {
      const body = Buffer.from(texts.join(""));
      const message = messageOf(() => parseBatch("multipart/mixed; boundary=b", body));
      expect(message).toMatch(/^(?:none|ApiError: .*)$/s);
    }),
    { numRuns: 2000 },
  );
});

function messageOf(work: () => unknown): string {
  try {
    work();
    return "none";
  } catch (error) {
    return String(error);
  }
}

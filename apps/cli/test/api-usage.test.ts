import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { useFilesApi } from "./files-api.ts";

const files = useFilesApi();

describe("before anything is sent", () => {
  test.each<[string, string[], string]>([
    [
      "an unknown method",
      ["files.lst"],
      "files:v3 has no method files.lst. Did you mean files.list?",
    ],
    [
      "an unknown parameter",
      ["files.list", "--page-sise", "3"],
      "files.list has no parameter page-sise. Did you mean page-size?",
    ],
    [
      "a missing parameter",
      ["files.get"],
      "files.get needs --file-id: `leasehold api files.json files.get --help` says what they are.",
    ],
    [
      "a number out of range",
      ["files.list", "--page-size", "1001"],
      "--page-size does not take 1001: give a whole number from 1 to 1000.",
    ],
    [
      "a number that is none",
      ["files.list", "--page-size", "1e2"],
      "--page-size does not take 1e2: give a whole number from 1 to 1000.",
    ],
    [
      "a number beyond its format",
      ["files.list", "--param", "limit=4294967296"],
      "--param limit does not take 4294967296: give a whole number (uint32).",
    ],
    [
      "a value that is none of the enum",
      ["files.list", "--order-by", "nam"],
      "--order-by does not take nam: give one of name, size. Did you mean name?",
    ],
    [
      "what the pattern does not have",
      ["files.list", "--owner", "ada"],
      "--owner does not take ada: give something of the form ^users/[^/]+$.",
    ],
    [
      "a time that is none",
      ["files.list", "--since", "yesterday"],
      "--since does not take yesterday: give a time such as 2027-01-31T08:00:00Z.",
    ],
    [
      "a switch that is neither",
      ["files.list", "--trashed=maybe"],
      "--trashed does not take maybe: give true or false.",
    ],
    [
      "a parameter given twice",
      ["files.list", "--owner", "users/a", "--owner", "users/b"],
      "--owner is given twice, and files.list takes it once.",
    ],
    ["a parameter without its value", ["files.list", "--owner"], "--owner needs a value."],
    [
      "a word that stands alone",
      ["files.list", "cat"],
      "cat stands alone: after the method, parameters are given as --name value.",
    ],
    [
      "a flag before the method",
      ["--owner", "files.list"],
      "Name the document and the method before the method's parameters",
    ],
    [
      "a member that the body has not",
      ["files.create", "--body", '{"nam":"x"}'],
      "body has no member nam. Did you mean name?",
    ],
    [
      "a member of the wrong type",
      ["files.create", "--body", '{"name":1}'],
      "body.name must be text.",
    ],
    [
      "a member that is none of the enum",
      ["files.create", "--name", "x", "--state", "GONE"],
      "state does not take GONE: give one of ACTIVE, TRASHED.",
    ],
    [
      "a body without what the method needs",
      ["files.create", "--starred"],
      "body.name is missing: the method needs it.",
    ],
    [
      "no body where one is needed",
      ["files.create"],
      "files.create needs a body with name: give --body or --field.",
    ],
    ["a body that is no JSON", ["files.create", "--body", "{"], "--body is not JSON:"],
    [
      "a body file that is not there",
      ["files.create", "--body", "none.json"],
      "Cannot read none.json: no such file or directory. Check the path, and that you may read it.",
    ],
    [
      "a body that the method does not take",
      ["files.ping", "--body", "{}"],
      "files.ping takes no body: leave it out.",
    ],
    [
      "an upload that the method does not take",
      ["files.list", "--upload", "x"],
      "files.list takes no file: leave --upload out.",
    ],
    [
      "a download that the method does not answer with",
      ["files.list", "--output", "x"],
      "files.list answers with no file: leave --output out.",
    ],
    [
      "pages that the method does not have",
      ["files.get", "--file-id", "a", "--page-all"],
      "files.get has no pages: leave --page-all and --limit out.",
    ],
    [
      "alt=media without a place for it",
      ["files.get", "--file-id", "a", "--alt", "media"],
      "say where it goes by --output FILE",
    ],
    [
      "a path parameter that climbs",
      ["files.get", "--file-id", ".."],
      'A path parameter must not be "." or "..", nor have such a segment.',
    ],
    [
      "a flag that is nearly one of ours",
      ["files.list", "--dry-rum"],
      "files.list has no parameter dry-rum. Did you mean dry-run?",
    ],
    [
      "one input for two",
      ["files.create", "--body", "-", "--upload", "-"],
      "Standard input can be only one of --body, --token and --upload",
    ],
    [
      "two credentials",
      ["files.ping", "--anonymous"],
      "Give only one of --token, --service-account, --application-default and --anonymous.",
    ],
  ])("%s is a usage error", async (_what, args, message) => {
    const { status, stdout, stderr } = await files.api(["files.json", ...args, "--token", "t"]);
    expect(stderr).toContain(message);
    expect([status, stdout]).toEqual([2, ""]);
    expect(files.server.seen).toEqual([]);
  });

  test("a document that is none is named with the place of what is wrong", async () => {
    writeFileSync(join(files.folder, "files.json"), '{"id":1}');
    const { status, stderr } = await files.api(["files.json"]);
    expect([status, stderr]).toEqual([
      1,
      "leasehold: files.json is no discovery document: $.name: is missing.\n",
    ]);
  });
});

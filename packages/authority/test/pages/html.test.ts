import { describe, expect, test } from "vitest";
import { html } from "../../src/lib/pages/html.ts";
import { sameOriginPath } from "../../src/lib/sessions/same-origin-path.ts";

describe("the html template", () => {
  test("escapes every value", () => {
    expect(html`<p title="${`"'<>&`}">${"<b>"}</p>`.html).toBe(
      '<p title="&quot;&#39;&lt;&gt;&amp;">&lt;b&gt;</p>',
    );
  });

  test("takes templates, lists and nothing", () => {
    const items = ["a", "<"].map((text) => html`<i>${text}</i>`);
    expect(html`${items}${undefined}${false}${0}`.html).toBe("<i>a</i><i>&lt;</i>0");
  });
});

describe("where one goes after signing in", () => {
  const origin = "https://queues.example.com";

  test.each([
    ["/permissions", "/permissions"],
    ["/o/oauth2/approval?request=a%2Fb", "/o/oauth2/approval?request=a%2Fb"],
    ["/a/../permissions#x", "/permissions"],
  ])("may be a path on this origin: %s", (value, path) => {
    expect(sameOriginPath(value, origin)).toBe(path);
  });

  test.each([
    undefined,
    "",
    "permissions",
    "//evil.example/",
    "/\\evil.example/",
    "/\t/evil.example/",
    "/\n/evil.example",
    "\\\\evil.example",
    "https://evil.example/",
    "https://queues.example.com/permissions",
    "javascript:alert(1)",
    "/.//evil.example/",
  ])("is nothing else: %s", (value) => {
    expect(sameOriginPath(value, origin)).toBeUndefined();
  });
});

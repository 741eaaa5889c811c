import { csrfField } from "../sessions/csrf.ts";
import { html, type Html } from "./html.ts";

/** The form by which a person allows or denies, all or a part: `decision` beside the CSRF token and what is decided on. */
export function decisionForm(form: {
  action: string;
  csrfToken: string;
  /** Hidden fields, by name. */
  fields: Record<string, string>;
  /** A third way between the two. */
  part?: { decision: string; label: string } | undefined;
}): Html {
  const { part } = form;
  const hidden = { [csrfField]: form.csrfToken, ...form.fields };
  return html`<form method="post" action="${form.action}">
    ${Object.entries(hidden).map(
      ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
    )}
    <div class="actions">
      <button name="decision" value="deny">Deny</button>
      ${part !== undefined && html`<button name="decision" value="${part.decision}">${part.label}</button>`}
      <button class="primary" name="decision" value="allow">Allow</button>
    </div>
  </form>`;
}

import type { Session } from "../sessions/session.ts";
import { html, type Html } from "./html.ts";

/** Says which account a decision is for, with the way to another one. */
export function accountLine({ user }: Session, switchAccountPath: string): Html {
  return html`<p class="account">
    <strong>${user.email}</strong>
    <a href="${switchAccountPath}">Use another account</a>
  </p>`;
}

import { html, type Html } from "./html.ts";

/** One labelled input of a form. */
export interface Field {
  /** The form field's name and the element's id. */
  name: string;
  label: string;
  type: "text" | "email" | "password";
  /** The autocomplete token (HTML, section 4.10.18.7.1), so that password managers know the field. */
  autocomplete: string;
  value?: string | undefined;
  hint?: string;
  error?: string | undefined;
  optional?: boolean;
  focus?: boolean;
  /** A code to be copied: large, letter by letter. */
  code?: boolean;
}

/** Renders a field; its hint and its error are tied to it for those who do not see them. */
export function renderField(field: Field): Html {
  const { name, label, type, autocomplete, value, hint, error, optional, focus, code } = field;
  const described = [
    error === undefined ? "" : `${name}-error`,
    hint === undefined ? "" : `${name}-hint`,
  ].filter((id) => id !== "");
  return html`<div class="field">
    <label for="${name}"
      >${label}${optional === true && html` <span class="optional">(optional)</span>`}</label
    >
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      autocomplete="${autocomplete}"
      value="${type === "password" ? "" : value}"
      ${type === "text" ? undefined : html`autocapitalize="none" spellcheck="false"`}
      ${code === true && html`class="code" autocapitalize="characters" spellcheck="false"`}
      ${optional === true ? undefined : html`required`}
      ${focus === true && html`autofocus`}
      ${error !== undefined && html`aria-invalid="true"`}
      ${described.length > 0 && html`aria-describedby="${described.join(" ")}"`}
    />
    ${error !== undefined && html`<p class="error" id="${name}-error">${error}</p>`}
    ${hint !== undefined && html`<p class="hint" id="${name}-hint">${hint}</p>`}
  </div>`;
}

import { createHash } from "node:crypto";

/** The one stylesheet of all pages, under an address that changes with its text. */
export interface Stylesheet {
  path: string;
  text: string;
}

/** Makes the stylesheet's address from its text, so that browsers may keep it for ever. */
export function stylesheet(): Stylesheet {
  const hash = createHash("sha256").update(css).digest("hex").slice(0, 16);
  return { path: `/authority/style-${hash}.css`, text: css };
}

const css = `
:root {
  color-scheme: light dark;
  --ground: #f3f4f6;
  --surface: #ffffff;
  --text: #1a202b;
  --muted: #55607a;
  --line: #d9dde6;
  --field: #7f899c;
  --accent: #1d4f91;
  --accent-strong: #163f75;
  --on-accent: #ffffff;
  --tint: #eef3fa;
  --danger: #a62019;
  --danger-tint: #fdf1f0;
  --good: #1c6b3c;
  --good-tint: #eef8f1;
  --shadow: 0 1px 2px rgb(20 28 45 / 6%), 0 8px 24px rgb(20 28 45 / 7%);
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #11141a;
    --surface: #191e27;
    --text: #e7eaf0;
    --muted: #a4aec0;
    --line: #2f3746;
    --field: #727d92;
    --accent: #9cc2f5;
    --accent-strong: #bcd6fa;
    --on-accent: #0e1b2e;
    --tint: #202a3a;
    --danger: #ff9d94;
    --danger-tint: #34201f;
    --good: #86d6a4;
    --good-tint: #1a2c22;
    --shadow: 0 0 0 1px rgb(255 255 255 / 4%);
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0;
  min-height: 100vh;
  background: var(--ground);
  color: var(--text);
  font: 400 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
  overflow-wrap: anywhere;
}
h1, h2, p, ul, ol, dl, dd, form { margin: 0; padding: 0; }
h1, .lead { text-wrap: balance; }
li, p { text-wrap: pretty; }
h1 { font-size: 1.375rem; line-height: 1.3; font-weight: 650; letter-spacing: -0.01em; }
h2 { font-size: 1rem; line-height: 1.4; font-weight: 650; }
a { color: var(--accent); text-underline-offset: 0.15em; }
a:hover { color: var(--accent-strong); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }

.centre { display: grid; justify-content: center; align-content: start; grid-template-columns: minmax(0, 27rem); padding: 3.5rem 1rem 2rem; }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; box-shadow: var(--shadow); padding: 1.75rem; }
.brand { display: flex; align-items: center; gap: 0.5rem; font-weight: 650; letter-spacing: -0.01em; color: var(--text); text-decoration: none; }
.brand svg { display: block; inline-size: 1.375rem; block-size: 1.375rem; color: var(--accent); }
.centre > .brand { margin: 0 0 1rem 0.25rem; }
.lead { margin-block-start: 0.375rem; color: var(--muted); }
.lead strong { color: var(--text); font-weight: 600; }
.fine { margin-block-start: 1.25rem; font-size: 0.875rem; line-height: 1.5; color: var(--muted); }
.fine + .fine { margin-block-start: 0.5rem; }

.field { margin-block-start: 1.125rem; }
.field label { display: block; font-size: 0.875rem; font-weight: 600; margin-block-end: 0.3125rem; }
.field label .optional { font-weight: 400; color: var(--muted); }
.field input { display: block; inline-size: 100%; min-block-size: 2.75rem; padding: 0.5rem 0.75rem; border: 1px solid var(--field); border-radius: 8px; background: var(--surface); color: inherit; font: inherit; }
.field input:focus-visible { outline: 2px solid var(--accent); outline-offset: 0; border-color: var(--accent); border-radius: 8px; }
.field input[aria-invalid="true"] { border-color: var(--danger); }
.field input.code { font: 600 1.375rem/1.5 ui-monospace, "Liberation Mono", monospace; letter-spacing: 0.08em; text-transform: uppercase; text-align: center; }
.field .hint { margin-block-start: 0.3125rem; font-size: 0.8125rem; color: var(--muted); }
.field .error { margin-block-start: 0.3125rem; font-size: 0.875rem; font-weight: 500; color: var(--danger); }

.note { margin-block-start: 1rem; padding: 0.625rem 0.875rem; border: 1px solid var(--line); border-inline-start: 4px solid var(--accent); border-radius: 8px; background: var(--tint); font-size: 0.9375rem; }
.note.bad { border-inline-start-color: var(--danger); background: var(--danger-tint); }
.note.good { border-inline-start-color: var(--good); background: var(--good-tint); }

.actions { display: flex; flex-wrap: wrap; gap: 0.625rem; margin-block-start: 1.5rem; }
.actions > button, .actions > .button { flex: 1 1 8rem; }
button, .button { min-block-size: 2.75rem; padding: 0.5rem 1.125rem; border: 1px solid var(--field); border-radius: 8px; background: var(--surface); color: var(--text); font: inherit; font-weight: 600; cursor: pointer; }
a.button { display: inline-flex; align-items: center; justify-content: center; text-align: center; text-decoration: none; }
button:hover { background: var(--tint); }
button.primary, .button.primary { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
button.primary:hover, .button.primary:hover { border-color: var(--accent-strong); background: var(--accent-strong); }
button.danger { color: var(--danger); }
button.danger:hover { background: var(--danger-tint); }
button.plain { min-block-size: 2.25rem; padding: 0.25rem 0.75rem; border-color: var(--line); font-size: 0.875rem; }

.account { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0.125rem 1rem; margin-block-start: 1rem; padding-block: 0.625rem; border-block: 1px solid var(--line); font-size: 0.9375rem; }
.account a { font-size: 0.875rem; }
.scopes { margin-block-start: 0.5rem; list-style: none; }
.scopes li { position: relative; padding: 0.3125rem 0 0.3125rem 1.75rem; }
.scopes li::before { content: ""; position: absolute; inset-inline-start: 0.25rem; inset-block-start: 0.75rem; inline-size: 0.8125rem; block-size: 0.4375rem; border: solid var(--accent); border-width: 0 0 2px 2px; transform: rotate(-45deg); }
.accounts { display: grid; gap: 0.5rem; margin-block-start: 1.125rem; list-style: none; }
.accounts button { inline-size: 100%; padding: 0.625rem 0.875rem; text-align: start; line-height: 1.35; }
.accounts button span { display: block; font-weight: 400; font-size: 0.875rem; color: var(--muted); }
.shown { display: block; margin-block-start: 1rem; padding: 0.625rem; border: 1px solid var(--line); border-radius: 8px; background: var(--tint); font: 600 1.375rem/1.5 ui-monospace, "Liberation Mono", monospace; letter-spacing: 0.08em; text-align: center; }
textarea.shown { inline-size: 100%; block-size: 4.5rem; padding-inline: 0.875rem; color: inherit; resize: none; font-size: 1rem; letter-spacing: normal; text-align: start; word-break: break-all; }
.asks { margin-block-start: 1rem; font-weight: 600; }

.bar { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.5rem 1rem; padding: 0.75rem max(1rem, calc((100% - 44rem) / 2)); border-block-end: 1px solid var(--line); background: var(--surface); }
.bar form { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 0.75rem; font-size: 0.875rem; color: var(--muted); }
.column { max-inline-size: 46rem; margin-inline: auto; padding: 2rem 1rem 3rem; }
.applications { margin-block-start: 1.25rem; list-style: none; }
.applications > li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.25rem 1.25rem; align-items: start; padding: 1rem 1.25rem; border: 1px solid var(--line); background: var(--surface); }
.applications > li:first-child { border-start-start-radius: 12px; border-start-end-radius: 12px; }
.applications > li:last-child { border-end-start-radius: 12px; border-end-end-radius: 12px; }
.applications > li + li { border-block-start: 0; }
.applications .about { font-size: 0.875rem; color: var(--muted); }
.applications .scopes { font-size: 0.9375rem; margin-block-start: 0.375rem; }
.empty { margin-block-start: 1.25rem; padding: 2rem 1.25rem; border: 1px dashed var(--field); border-radius: 12px; text-align: center; color: var(--muted); }

@media (max-width: 30rem) {
  .centre { padding: 1.25rem 0.75rem 1.5rem; }
  .card { padding: 1.25rem; }
  .applications > li { grid-template-columns: minmax(0, 1fr); padding: 1rem; }
  .bar form { flex: 1 1 100%; justify-content: space-between; }
  .applications form { margin-block-start: 0.5rem; }
  .applications button { inline-size: 100%; }
}
@media (forced-colors: active) {
  .scopes li::before { border-color: CanvasText; }
}
`;

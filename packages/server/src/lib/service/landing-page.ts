import { createHash } from "node:crypto";

const style = `
:root { color-scheme: light dark; }
body { font: 1rem/1.6 system-ui, sans-serif; max-width: 40rem; margin: 0 auto; padding: 3rem 1.25rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 0.5rem; }
ul { padding-left: 1.25rem; }
li { margin: 0.5rem 0; }
`;

const consoleItem = `
<li><a href="/console/">Console</a>: projects, applications, keys, queues and tasks</li>`;

const page = (hasConsole: boolean): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Leasehold</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Leasehold</h1>
<p>Pull queues over HTTP: this server speaks the Task Queue API, v1beta2, with all of its authorization.</p>
<ul>${hasConsole ? consoleItem : ""}
<li><a href="/permissions">Applications with access to my account</a></li>
<li><a href="/setup">Set this service up</a>, with the one-time link that it printed when it started</li>
<li><a href="/discovery/v1/apis">APIs of this service</a>:
<a href="/discovery/v1/apis/taskqueue/v1beta2/rest">Task Queue</a> and
<a href="/discovery/v1/apis/leasehold/v1/rest">administration</a></li>
<li><a href="/.well-known/openid-configuration">OpenID configuration</a></li>
</ul>
</main>
</body>
</html>
`;

const styleHash = createHash("sha256").update(style).digest("base64");

/** The page at `/`: what this is and where to go from here. */
export function landingPage(options: { hasConsole: boolean }): {
  text: string;
  headers: Record<string, string>;
} {
  return {
    text: page(options.hasConsole),
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": `default-src 'none'; style-src 'sha256-${styleHash}'; frame-ancestors 'none'; base-uri 'none'`,
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "cache-control": "no-cache",
    },
  };
}

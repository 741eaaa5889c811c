import type { Task } from "@leasehold/taskqueue-v1beta2";

/** For somebody who has not signed in. */
export function welcomePage(notice = ""): string {
  return page(`
    <p>Hand in a text; a worker counts its words.</p>
    <p>${notice}</p>
    <p><a class="button" href="/sign-in">Sign in with Leasehold</a></p>`);
}

/** The form, and a table that fills itself with the jobs. */
export function jobsPage(): string {
  return page(`
    <form method="post" action="/jobs">
      <label for="text">Text</label>
      <textarea id="text" name="text" rows="6" required></textarea>
      <button>Count its words</button>
    </form>
    <table>
      <thead><tr><th>Job</th><th>State</th></tr></thead>
      <tbody></tbody>
    </table>
    <form method="post" action="/sign-out"><button>Sign out</button></form>
    <script type="module">
      for (;;) {
        const answer = await fetch("/jobs");
        if (answer.status === 401) location.reload();
        document.querySelector("tbody").innerHTML = await answer.text();
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
    </script>`);
}

/** The jobs that wait, then the ones that are done, the latest first. */
export function jobRows(jobs: { waiting: Task[]; counts: ReadonlyMap<string, number> }): string {
  const waiting = jobs.waiting.map((job) => row(job.id ?? "", stateOf(job)));
  const done = Array.from(jobs.counts, ([id, count]) => row(id, `${count} words`));
  return [...waiting, ...done.toReversed()].join("");
}

function stateOf(job: Task): string {
  const leasedUntilMs = Number(job.leaseTimestamp ?? 0) / 1000;
  return (job.retry_count ?? 0) > 0 && leasedUntilMs > Date.now() ? "in work" : "waiting";
}

// Task ids are letters, digits, - and _: nothing here needs escaping.
function row(id: string, state: string): string {
  return `<tr><td><code>${id}</code></td><td>${state}</td></tr>`;
}

function page(body: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Word Counter</title>
    <style>
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem; }
      form { display: grid; gap: .5rem; justify-items: start; margin-block: 1.5rem; }
      textarea { width: 100%; box-sizing: border-box; font: inherit; padding: .5rem; }
      button, .button { font: inherit; padding: .5rem 1rem; border: 0; border-radius: .4rem; background: #1d4f91; color: #fff; text-decoration: none; cursor: pointer; }
      table { width: 100%; border-collapse: collapse; }
      th, td { text-align: left; padding: .4rem 0; border-bottom: 1px solid #ddd; }
    </style>
  </head>
  <body>
    <h1>Word Counter</h1>
    ${body}
  </body>
</html>`;
}

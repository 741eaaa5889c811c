/** How requests are put together. */
export interface BatchOptions {
  /** Where batches go, such as `https://www.googleapis.com/batch/drive/v3`. */
  url: string;
  /** How many requests one batch has at most: 1 to 1000. Default: 100. */
  requestsMax?: number;
  /** Adds a credential to the batch itself; its requests have their own. Default: the batch goes as it is. */
  authorize?: (request: Request) => Request | Promise<Request>;
  /** Sends a batch. Default: the global fetch. */
  fetch?: (request: Request) => Promise<Response>;
}

interface Waiting {
  request: Request;
  resolve: (response: Response) => void;
  reject: (reason: unknown) => void;
}

/**
 * Makes a `fetch` for a client: the requests of one moment go as one, in multipart/mixed, and each gets its own answer.
 * @throws {RangeError} When requestsMax is out of range.
 */
export function batchingFetch(options: BatchOptions): (request: Request) => Promise<Response> {
  const { requestsMax = 100 } = options;
  if (!(requestsMax >= 1 && requestsMax <= 1000)) {
    throw new RangeError("requestsMax must be from 1 to 1000.");
  }
  let waiting: Waiting[] = [];
  const flush = () => {
    const all = waiting;
    waiting = [];
    for (let start = 0; start < all.length; start += requestsMax) {
      void sendBatch(all.slice(start, start + requestsMax), options);
    }
  };
  return (request) =>
    new Promise((resolve, reject) => {
      // A timer, since requests are authorized one after the other before they come here.
      if (waiting.length === 0) setTimeout(flush, 0);
      waiting.push({ request, resolve, reject });
      const stop = () => reject(request.signal.reason);
      request.signal.addEventListener("abort", stop, { once: true });
    });
}

async function sendBatch(all: readonly Waiting[], options: BatchOptions): Promise<void> {
  const { url, fetch = (request: Request) => globalThis.fetch(request) } = options;
  const { authorize = (request: Request) => request } = options;
  const asked = all.filter(({ request, reject }) => {
    if (request.signal.aborted) reject(request.signal.reason);
    return !request.signal.aborted;
  });
  if (asked.length === 0) return;
  try {
    const boundary = `batch_${crypto.randomUUID()}`;
    const parts = await Promise.all(asked.map(({ request }, index) => partOf(request, index)));
    const body = `${parts.map((part) => `--${boundary}\r\n${part}\r\n`).join("")}--${boundary}--\r\n`;
    const headers = { "content-type": `multipart/mixed; boundary=${boundary}` };
    const response = await fetch(
      await authorize(new Request(url, { method: "POST", headers, body })),
    );
    const text = await response.text();
    const answers = response.ok ? answersIn(text, response.headers.get("content-type") ?? "") : [];
    for (const [index, { resolve, reject }] of asked.entries()) {
      const answer =
        answers.find(({ id }) => id === index) ??
        answers.find(({ id, place }) => id === undefined && place === index);
      if (!response.ok) resolve(new Response(text, response));
      else if (answer) resolve(answer.response);
      else reject(new TypeError("The batch was answered without an answer to this request."));
    }
  } catch (error) {
    for (const { reject } of asked) reject(error);
  }
}

async function partOf(request: Request, index: number): Promise<string> {
  const { pathname, search } = new URL(request.url);
  const body = await request.text();
  const headers = [...request.headers].map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const length = body === "" ? "" : `content-length: ${new TextEncoder().encode(body).length}\r\n`;
  return `Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <${index + 1}>\r\n\r\n${request.method} ${pathname}${search} HTTP/1.1\r\n${headers}${length}\r\n${body}`;
}

interface Answer {
  /** Which request it answers; undefined when it does not say. */
  id: number | undefined;
  place: number;
  response: Response;
}

function answersIn(text: string, contentType: string): Answer[] {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return [];
  const parts = `\r\n${text}`.split(`\r\n--${boundary}`).slice(1, -1);
  return parts.map((part, place) => {
    const [outer = "", head = "", ...rest] = part.split("\r\n\r\n");
    const [statusLine = "", ...lines] = head.split("\r\n");
    const [, status = "502", statusText = ""] = /^HTTP\/\S+ (\d+) ?(.*)$/.exec(statusLine) ?? [];
    const id = /content-id:\s*<response-[^>]*?(\d+)>/i.exec(outer)?.[1];
    const headers = new Headers();
    for (const line of lines) {
      const colon = line.indexOf(":");
      if (colon > 0) headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
    }
    const body = [204, 205, 304].includes(Number(status)) ? null : rest.join("\r\n\r\n");
    return {
      id: id === undefined ? undefined : Number(id) - 1,
      place,
      response: new Response(body, { status: Number(status), statusText, headers }),
    };
  });
}

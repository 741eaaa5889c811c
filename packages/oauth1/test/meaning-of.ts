/** What a request says by the platform's own parsers, so that two spellings of one thing compare equal. */
export function meaningOf(request: {
  method: string;
  url: string;
  authorization?: string | undefined;
  form?: string | undefined;
}): string {
  const { method, url, authorization = "", form = "" } = request;
  return JSON.stringify([
    method.toUpperCase(),
    addressOf(url),
    headerOf(authorization),
    pairsOf(form),
  ]);
}

// The path counts as it was sent, because that is how it is signed.
function addressOf(url: string): unknown {
  if (!URL.canParse(url)) return url;
  const { protocol, host } = new URL(url);
  const [address = "", query = ""] = (url.split("#")[0] ?? "").split(/\?(.*)/s);
  return [protocol, host, address.replace(/^[^/]*\/\/[^/]*/, ""), pairsOf(query)];
}

function pairsOf(text: string): string[][] {
  return [...new URLSearchParams(`?${text}`)].map((pair) => [...pair]).sort(byText);
}

function headerOf(authorization: string): unknown {
  const [, list] = /^\s*oauth\s(.*)$/i.exec(authorization) ?? [];
  if (list === undefined) return authorization;
  // Empty elements mean nothing: a blank that turns into a comma changes nothing.
  const elements = list.split(",").filter((element) => element.trim() !== "");
  const pairs = elements.map((pair) => pair.split("=").map((part) => part.trim()));
  return pairs.map((pair) => pair.map(decoded)).sort(byText);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function byText(a: string[], b: string[]): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}

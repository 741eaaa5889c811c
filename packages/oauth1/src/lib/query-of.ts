/** The query of an address as it was sent, without `?` and without the fragment. */
export function queryOf(url: string): string {
  const hash = url.indexOf("#");
  const question = url.indexOf("?");
  if (question === -1 || (hash !== -1 && hash < question)) return "";
  return url.slice(question + 1, hash === -1 ? url.length : hash);
}

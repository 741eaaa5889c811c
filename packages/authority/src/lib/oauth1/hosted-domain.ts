/** The domain whose accounts a consumer asks for by `hd`, in lower case; undefined for any. */
export function hostedDomainOf(hd: string | undefined): string | undefined {
  // What consumers send for any account.
  return hd === "default" ? undefined : hd?.toLowerCase();
}

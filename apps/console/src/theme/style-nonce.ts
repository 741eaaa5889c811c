declare global {
  // The name under which the part that keeps the page behind a dialog from scrolling looks for the nonce.
  // oxlint-disable-next-line no-underscore-dangle -- its name, not ours
  var __webpack_nonce__: string | undefined;
}

/** The nonce by which the page's policy lets styles in: browsers hide the attribute and keep the property. */
export function styleNonce(): string {
  return document.querySelector<HTMLElement>("meta[property=csp-nonce]")?.nonce ?? "";
}

/** Lets those libraries have it that ask nobody. */
export function shareStyleNonce(): void {
  // oxlint-disable-next-line no-underscore-dangle -- its name, not ours
  globalThis.__webpack_nonce__ = styleNonce();
}

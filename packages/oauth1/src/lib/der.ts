/** One element of DER: its tag and where its content lies. */
export interface DerElement {
  tag: number;
  /** Where the element begins, with its tag. */
  start: number;
  contentStart: number;
  end: number;
}

export const derTags = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  sequence: 0x30,
} as const;

const lengthBytesMax = 3;

/**
 * Reads the elements between two places, which they must fill (X.690, 8.1).
 *
 * @throws RangeError when they do not.
 */
export function derElements(bytes: Uint8Array, from: number, to: number): DerElement[] {
  const elements: DerElement[] = [];
  for (let start = from; start < to;) {
    const element = derElement(bytes, start, to);
    elements.push(element);
    start = element.end;
  }
  return elements;
}

/** An element of DER as bytes. */
export function encodeDer(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const length = contents.reduce((sum, content) => sum + content.length, 0);
  const bytes = [...derHeader(tag, length)];
  for (const content of contents) for (const byte of content) bytes.push(byte);
  return Uint8Array.from(bytes);
}

function derElement(bytes: Uint8Array, start: number, to: number): DerElement {
  const tag = bytes[start];
  const first = bytes[start + 1];
  if (tag === undefined || first === undefined) throw new RangeError("DER ends too early.");
  const lengthBytes = first < 0x80 ? 0 : first - 0x80;
  if (lengthBytes > lengthBytesMax || first === 0x80) throw new RangeError("DER length is off.");
  let length = lengthBytes === 0 ? first : 0;
  for (let index = 0; index < lengthBytes; index += 1) {
    length = length * 256 + (bytes[start + 2 + index] ?? 0);
  }
  const contentStart = start + 2 + lengthBytes;
  if (contentStart + length > to) throw new RangeError("DER ends too early.");
  return { tag, start, contentStart, end: contentStart + length };
}

function derHeader(tag: number, length: number): number[] {
  if (length < 0x80) return [tag, length];
  if (length < 0x100) return [tag, 0x81, length];
  return [tag, 0x82, length >> 8, length & 0xff];
}

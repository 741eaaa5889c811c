import { BlockList, isIP } from "node:net";

/** A block of addresses: `203.0.113.0/24`, `2001:db8::/32`, or one address. */
interface AddressBlock {
  network: string;
  prefixBits: number;
  family: "ipv4" | "ipv6";
}

/** Reads a CIDR block (RFC 4632) or a single address; undefined when it is neither. */
export function parseAddressBlock(text: string): AddressBlock | undefined {
  const slash = text.indexOf("/");
  const network = slash === -1 ? text : text.slice(0, slash);
  const version = isIP(network);
  if (version === 0) return undefined;
  const prefixBitsMax = version === 4 ? 32 : 128;
  const prefix = slash === -1 ? String(prefixBitsMax) : text.slice(slash + 1);
  if (!/^\d{1,3}$/u.test(prefix) || Number(prefix) > prefixBitsMax) return undefined;
  return { network, prefixBits: Number(prefix), family: version === 4 ? "ipv4" : "ipv6" };
}

/**
 * Makes a test for addresses within any of the blocks. An IPv4 address written as IPv6 (`::ffff:203.0.113.7`,
 * as a socket that listens on both gives it) is the IPv4 address.
 */
export function createAddressMatcher(blocks: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const text of blocks) {
    const block = parseAddressBlock(text);
    if (block === undefined) throw new TypeError(`${text} is no address block.`);
    list.addSubnet(block.network, block.prefixBits, block.family);
  }
  return (address) => {
    const plain = address.replace(/^::ffff:(?=\d+\.)/iu, "");
    const version = isIP(plain);
    return version !== 0 && list.check(plain, version === 4 ? "ipv4" : "ipv6");
  };
}

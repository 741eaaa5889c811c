/**
 * Gives each name a key that components may have: letters, digits, `.`, `-` and `_` (OpenAPI 3.1, 4.8.7). Most names are such keys.
 * @returns Keys by name, each one different.
 */
export function componentKeys(names: readonly string[]): Map<string, string> {
  // Names that every object has, such as `constructor`, are legal too, but readers of OpenAPI stumble over them.
  const legal = names.filter(
    (name) => /^[a-zA-Z0-9._-]+$/.test(name) && !(name in Object.prototype),
  );
  const keys = new Map(legal.map((name) => [name, name]));
  const taken = new Set(legal);
  for (const name of names) {
    if (keys.has(name)) continue;
    let key = name.replaceAll(/[^a-zA-Z0-9._-]/g, "_") || "_";
    while (taken.has(key) || key in Object.prototype) key += "_";
    taken.add(key);
    keys.set(name, key);
  }
  return keys;
}

import { Document, LineCounter } from "yaml";
import type { YamlPlace } from "../configuration/yaml-place.ts";

/** A value as if a leasehold.yaml held it, so that the same reader checks it and says which field is wrong. */
export function declaredValue(value: object): YamlPlace {
  const document: Document = new Document(value);
  return {
    node: document.contents,
    path: "",
    line: undefined,
    document,
    lines: new LineCounter(),
  };
}

import type {
  DiscoveryDocument,
  DiscoverySchema,
  MethodEntry,
} from "@leasehold/discovery-document";
import { queryOf } from "../openapi/path-keys.ts";

/** What a generated client says of a method beside verb and path; as the run time reads it. */
export interface MethodDetails {
  items?: string;
  next?: string;
  inBody?: boolean;
  upload?: { simple?: string; resumable?: string; multipart?: boolean };
  download?: "media" | "plain";
  query?: Record<string, string>;
}

/** Finds out what a method can do beside being called. */
export function methodDetails(entry: MethodEntry, document: DiscoveryDocument): MethodDetails {
  const query = new Map(queryOf(entry.method.path).pairs);
  return {
    ...paging(entry, document),
    ...upload(entry),
    ...download(entry, document),
    ...(query.size > 0 ? { query: Object.fromEntries(query) } : {}),
  };
}

/** The template of a path from the server's root, without what it has for the query, which the run time writes. */
export function callTemplate(servicePath: string, path: string): string {
  const [inPath = ""] = path.replaceAll(/\{[?&][^{}]*\}/g, "").split("?");
  return `/${servicePath}${inPath.replace(/^\/+/, "")}`;
}

/** A method goes through pages when it takes a token, in the query or in the body, and answers with one. */
function paging({ method, resourcePath }: MethodEntry, document: DiscoveryDocument): MethodDetails {
  const answer = propertiesOf(method.response, document);
  const inQuery = Object.hasOwn(method.parameters ?? {}, "pageToken");
  const inBody = !inQuery && Object.hasOwn(propertiesOf(method.request, document), "pageToken");
  const next = ["nextPageToken", "pageToken"].find((name) => Object.hasOwn(answer, name));
  if ((!inQuery && !inBody) || next === undefined) return {};
  const items = itemsField(answer, resourcePath.at(-1));
  return {
    ...(items === undefined ? {} : { items }),
    ...(next === "nextPageToken" ? {} : { next }),
    ...(inBody ? { inBody } : {}),
  };
}

/** Lists that say what is missing from the items. */
const sideLists = new Set(["unreachable", "warnings"]);

/** The one array; of several, the one that is named as the resource is, or the one of resources; without any, the one map. */
function itemsField(
  properties: Record<string, DiscoverySchema>,
  resource: string | undefined,
): string | undefined {
  const all = Object.entries(properties).filter(([name]) => !sideLists.has(name));
  const arrays = all.filter(([, { type }]) => type === "array");
  const named = arrays.filter(([name]) => name === resource || name === "items");
  const ofResources = arrays.filter(([, { items }]) => items?.$ref !== undefined);
  const maps = all.filter(([, node]) => node.additionalProperties !== undefined);
  const candidates = arrays.length > 0 ? [arrays, named, ofResources] : [maps];
  return candidates.find((found) => found.length === 1)?.[0]?.[0];
}

function upload({ method }: MethodEntry): MethodDetails {
  const { simple, resumable } = method.mediaUpload?.protocols ?? {};
  if (!simple && !resumable) return {};
  const multipart = simple?.multipart === true && method.request !== undefined;
  return {
    upload: {
      ...(simple ? { simple: callTemplate("", simple.path) } : {}),
      ...(resumable ? { resumable: callTemplate("", resumable.path) } : {}),
      ...(multipart ? { multipart } : {}),
    },
  };
}

/** google.api.HttpBody is a file already; other methods answer with one when they are asked to with `alt=media`. */
function download({ method }: MethodEntry, document: DiscoveryDocument): MethodDetails {
  if (method.supportsMediaDownload) return { download: "media" };
  const answer = propertiesOf(method.response, document);
  const isHttpBody =
    method.response?.$ref?.endsWith("HttpBody") === true &&
    ["contentType", "data"].every((name) => Object.hasOwn(answer, name));
  return isHttpBody ? { download: "plain" } : {};
}

function propertiesOf(
  node: DiscoverySchema | undefined,
  document: DiscoveryDocument,
): Record<string, DiscoverySchema> {
  const schema = node?.$ref === undefined ? node : document.schemas?.[node.$ref];
  return schema?.properties ?? {};
}

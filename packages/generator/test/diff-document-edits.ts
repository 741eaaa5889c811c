import type { DiscoveryDocument } from "@leasehold/discovery-document";

/** A known edit, and what it does to the version of the client. Gives false where a document has no place for it. */
export type Edit = [
  name: string,
  bump: "major" | "minor" | "patch" | "none",
  edit: (document: DiscoveryDocument) => boolean,
];

/** Edits of what a document says of the API as a whole. */
export const documentEdits: readonly Edit[] = [
  [
    "nothing but the revision changes",
    "none",
    (document) => {
      document.revision = "20991231";
      document.etag = "other";
      return true;
    },
  ],
  [
    "the API has another title",
    "patch",
    (document) => {
      document.title = "Otherwise";
      return true;
    },
  ],
  [
    "the API has another endpoint",
    "patch",
    (document) => {
      document.endpoints = [...(document.endpoints ?? []), { endpointUrl: "https://b.example/" }];
      return true;
    },
  ],
  [
    "the API has another scope",
    "patch",
    (document) => {
      document.auth = { oauth2: { scopes: { ...document.auth?.oauth2?.scopes, later: {} } } };
      return true;
    },
  ],
  [
    "the API lies elsewhere on its server",
    "major",
    (document) => {
      document.servicePath = `elsewhere/${document.servicePath}`;
      return true;
    },
  ],
  [
    "the API wraps its answers",
    "major",
    (document) => {
      document.features = ["otherwise"];
      return true;
    },
  ],
];

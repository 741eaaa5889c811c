/** What tests read of a discovery document. */
export interface ServedDocument {
  id: string;
  rootUrl: string;
  baseUrl: string;
  batchPath: string;
  resources: Record<"tasks" | "taskqueues", { methods: Methods }>;
}

type Methods = Record<"get" | "insert" | "lease" | "list", ServedMethod>;

interface ServedMethod {
  scopes: string[];
  parameters: { detail: { maximum: string } };
}

/** The list of the APIs that a service has. */
export interface Directory {
  kind: string;
  items: { id: string }[];
}

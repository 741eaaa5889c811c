import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import { once } from "node:events";
import { buffer } from "node:stream/consumers";

/** What came to the server. */
interface Seen {
  line: string;
  headers: IncomingMessage["headers"];
  body: Buffer;
}

/** A server of an API that the tests describe themselves. */
export interface ApiServer extends AsyncDisposable {
  url: string;
  seen: Seen[];
  answer: (seen: Seen, response: ServerResponse) => void;
}

export async function apiServer(): Promise<ApiServer> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const one = { line: `${request.method} ${request.url}`, headers: request.headers, body };
      seen.push(one);
      api.answer(one, response);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const api: ApiServer = {
    url: `http://127.0.0.1:${port}`,
    seen,
    answer: (_seen, response) => void response.writeHead(404).end(),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return api;
}

/** An API for files as Drive v3 has one: uploads of three kinds, downloads, pages, parameters of every kind. */
export function filesDocument(rootUrl: string): object {
  const text = { type: "string", location: "query" };
  const fileId = { type: "string", location: "path", required: true };
  const scopes = ["https://www.googleapis.com/auth/files"];
  return {
    kind: "discovery#restDescription",
    id: "files:v3",
    name: "files",
    version: "v3",
    title: "Files API",
    rootUrl: `${rootUrl}/`,
    servicePath: "files/v3/",
    parameters: {
      alt: { ...text, enum: ["json", "media"] },
      fields: text,
      key: text,
    },
    schemas: {
      File: {
        id: "File",
        type: "object",
        properties: {
          id: { type: "string" },
          name: { type: "string", annotations: { required: ["files.files.create"] } },
          size: { type: "string", format: "int64" },
          starred: { type: "boolean" },
          parents: { type: "array", items: { type: "string" } },
          labels: { type: "object", additionalProperties: { type: "string" } },
          state: { type: "string", enum: ["ACTIVE", "TRASHED"] },
        },
      },
      FileList: {
        id: "FileList",
        type: "object",
        properties: {
          nextPageToken: { type: "string" },
          files: { type: "array", items: { $ref: "File" } },
        },
      },
    },
    resources: {
      files: {
        methods: {
          list: {
            id: "files.files.list",
            path: "files",
            httpMethod: "GET",
            description: "Lists files. Newest first.",
            parameters: {
              pageSize: {
                ...text,
                type: "integer",
                format: "int32",
                minimum: "1",
                maximum: "1000",
              },
              pageToken: text,
              orderBy: {
                ...text,
                enum: ["name", "size"],
                enumDescriptions: ["By name.", "By size."],
              },
              spaces: { ...text, repeated: true },
              trashed: { ...text, type: "boolean" },
              owner: { ...text, pattern: "^users/[^/]+$" },
              since: { ...text, format: "google-datetime" },
              limit: { ...text, type: "integer", format: "uint32" },
            },
            response: { $ref: "FileList" },
            scopes,
          },
          get: {
            id: "files.files.get",
            path: "files/{fileId}",
            httpMethod: "GET",
            parameters: { fileId },
            response: { $ref: "File" },
            scopes,
            supportsMediaDownload: true,
          },
          create: {
            id: "files.files.create",
            path: "files",
            httpMethod: "POST",
            request: { $ref: "File" },
            response: { $ref: "File" },
            scopes,
            supportsMediaUpload: true,
            mediaUpload: {
              accept: ["*/*"],
              maxSize: "64MB",
              protocols: {
                simple: { multipart: true, path: "/upload/files/v3/files" },
                resumable: { multipart: true, path: "/resumable/upload/files/v3/files" },
              },
            },
          },
          replace: {
            id: "files.files.replace",
            path: "files/{fileId}",
            httpMethod: "PUT",
            parameters: { fileId },
            response: { $ref: "File" },
            scopes,
            supportsMediaUpload: true,
            mediaUpload: { protocols: { simple: { path: "/upload/files/v3/files/{fileId}" } } },
          },
          ping: { id: "files.files.ping", path: "ping", httpMethod: "GET" },
        },
      },
    },
  };
}

import type { DiscoveryDocument, DiscoveryMethod } from "@leasehold/discovery-document";
import { libraryDocument } from "./library.ts";

const query = (type: string) => ({ type, location: "query" as const });
const file = { $ref: "File" };

const create: DiscoveryMethod = {
  id: "drive.files.create",
  path: "files",
  flatPath: "files",
  httpMethod: "POST",
  parameters: { supportsAllDrives: query("boolean") },
  request: file,
  response: file,
  supportsMediaUpload: true,
  supportsSubscription: true,
  mediaUpload: {
    accept: ["*/*"],
    maxSize: "5TB",
    protocols: {
      simple: { multipart: true, path: "/upload/drive/v3/files" },
      resumable: { multipart: true, path: "/resumable/upload/drive/v3/files" },
    },
  },
};

/** A document of our own that has what Drive v3 has: uploads of all kinds, downloads, pages, batches, parameters of all methods. */
export const driveDocument: DiscoveryDocument = libraryDocument({
  id: "drive:v3",
  name: "drive",
  version: "v3",
  rootUrl: "https://drive.example/",
  servicePath: "drive/v3/",
  batchPath: "batch/drive/v3",
  parameters: { fields: query("string"), alt: { ...query("string"), enum: ["json", "media"] } },
  schemas: {
    File: {
      id: "File",
      type: "object",
      properties: {
        id: { type: "string" },
        name: { type: "string" },
        size: { type: "string", format: "int64" },
      },
    },
    FileList: {
      id: "FileList",
      type: "object",
      properties: {
        files: { type: "array", items: file },
        nextPageToken: { type: "string" },
        incompleteSearch: { type: "boolean" },
      },
    },
  },
  resources: {
    files: {
      methods: {
        create,
        get: {
          id: "drive.files.get",
          path: "files/{fileId}",
          flatPath: "files/{fileId}",
          httpMethod: "GET",
          parameterOrder: ["fileId"],
          parameters: { fileId: { type: "string", location: "path", required: true } },
          response: file,
          supportsMediaDownload: true,
          useMediaDownloadService: true,
        },
        list: {
          id: "drive.files.list",
          path: "files",
          flatPath: "files",
          httpMethod: "GET",
          parameters: {
            pageSize: query("integer"),
            pageToken: query("string"),
            q: query("string"),
          },
          response: { $ref: "FileList" },
        },
      },
    },
  },
});

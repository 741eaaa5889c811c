import type { MethodEntry } from "@leasehold/discovery-document";
import type { OpenApiContext } from "./context.ts";
import type { OperationObject, ParameterObject, RequestBodyObject } from "./document.ts";
import { operationFacts, parameterObjects } from "./operation-object.ts";
import { uploadKey } from "./path-keys.ts";
import { requestBodyObject } from "./request-body-object.ts";
import { responsesObject } from "./responses-object.ts";

/**
 * Converts one way to upload the media of a method: `simple` takes the media as the body, or with the resource before it in
 * multipart/related; `resumable` takes the resource, and answers with the address that the media goes to.
 */
export function uploadOperationObject(
  entry: MethodEntry,
  protocol: string,
  context: OpenApiContext,
): OperationObject {
  const { method } = entry;
  const key = context.pathKeys.get(uploadKey(entry.id, protocol)) ?? "";
  const isResumable = protocol === "resumable";
  const multipart = method.mediaUpload?.protocols?.[protocol]?.multipart === true;
  const kinds = isResumable ? ["resumable"] : ["media", ...(multipart ? ["multipart"] : [])];
  return {
    operationId: uploadKey(entry.id, protocol),
    ...operationFacts(entry, context),
    parameters: [
      ...parameterObjects(entry, key, context).filter(({ name }) => name !== "uploadType"),
      {
        name: "uploadType",
        in: "query",
        required: true,
        schema: { type: "string", enum: kinds },
      },
      ...(isResumable ? mediaHeaders : []),
    ],
    ...requestBody(entry, context, isResumable ? "resource" : multipart),
    responses: isResumable ? sessionResponses : responsesObject(method, context),
    "x-google-uploadOf": entry.id,
    "x-google-uploadProtocol": protocol,
  };
}

function requestBody(
  { method }: MethodEntry,
  context: OpenApiContext,
  takes: "resource" | boolean,
): { requestBody?: RequestBodyObject } {
  const resource = method.request && requestBodyObject(method.id, method.request, context);
  if (takes === "resource") return resource ? { requestBody: { content: resource.content } } : {};
  const accepted = method.mediaUpload?.accept ?? [];
  const media = accepted.length > 0 ? accepted : ["*/*"];
  const schema = resource?.content["application/json"]?.schema ?? {};
  const related = {
    "multipart/related": {
      schema: { type: "object", properties: { resource: schema, media: {} } },
    },
  };
  return {
    requestBody: {
      required: true,
      content: {
        ...Object.fromEntries(media.map((type) => [type, { schema: {} }])),
        ...(takes ? related : {}),
      },
    },
  };
}

const mediaHeaders: ParameterObject[] = ["X-Upload-Content-Type", "X-Upload-Content-Length"].map(
  (name) => ({ name, in: "header", schema: { type: "string" } }),
);

const sessionResponses: OperationObject["responses"] = {
  200: {
    description: "The upload may begin.",
    headers: {
      Location: {
        description: "Where the media goes, in one PUT or many.",
        schema: { type: "string" },
      },
    },
  },
  default: { $ref: "#/components/responses/Error" },
};

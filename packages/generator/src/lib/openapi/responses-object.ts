import type { DiscoveryMethod } from "@leasehold/discovery-document";
import type { OpenApiContext } from "./context.ts";
import type { OperationObject, ResponseObject, SchemaObject } from "./document.ts";
import { schemaObject } from "./schema-object.ts";

/**
 * Converts what a method answers: 200 with its schema or with nothing, anything else with the error envelope. With `alt=media` a
 * method that downloads answers with the file.
 */
export function responsesObject(
  method: DiscoveryMethod,
  context: OpenApiContext,
): OperationObject["responses"] {
  const content = {
    ...(method.response ? { "application/json": { schema: answerSchema(method, context) } } : {}),
    ...(method.supportsMediaDownload ? { "application/octet-stream": { schema: {} } } : {}),
  };
  const hasContent = Object.keys(content).length > 0;
  return {
    200: { description: "The method succeeded.", ...(hasContent ? { content } : {}) },
    default: { $ref: "#/components/responses/Error" },
  };
}

/** The feature dataWrapper puts every answer in a member `data`. */
function answerSchema({ response = {} }: DiscoveryMethod, context: OpenApiContext): SchemaObject {
  const schema = schemaObject(response, context);
  const isWrapped = context.document.features?.includes("dataWrapper");
  return isWrapped ? { type: "object", properties: { data: schema } } : schema;
}

/** The envelope that errors of every method come in. */
export const errorResponseObject: ResponseObject = {
  description: "The method failed.",
  content: {
    "application/json": {
      schema: {
        type: "object",
        properties: {
          error: {
            type: "object",
            properties: {
              code: { type: "integer", format: "int32", description: "The HTTP status." },
              message: { type: "string", description: "What is wrong, for people." },
              status: { type: "string", description: "What is wrong, in one word." },
              errors: {
                type: "array",
                items: {
                  type: "object",
                  properties: {
                    domain: { type: "string" },
                    reason: { type: "string", description: "What is wrong, in one word." },
                    message: { type: "string" },
                    locationType: { type: "string" },
                    location: { type: "string", description: "Name of the parameter or header." },
                  },
                },
              },
              details: { type: "array", items: { type: "object" } },
            },
          },
        },
      },
    },
  },
};

import openapiTypescript, { astToString } from "openapi-typescript";
import ts from "typescript";
import type { OpenApiDocument } from "../openapi/document.ts";
import { withSelfContaining } from "./self-containing.ts";
import { openValues, printedDocument, withoutGuards } from "./printed-document.ts";

/**
 * Writes the TypeScript types of an OpenAPI document: `paths`, `components` and `operations`. An enum stays open, for the values
 * that a server learns later; a property with a default is no less optional. openapi-typescript needs the API of TypeScript 5.
 */
export async function schemaTypes(document: OpenApiDocument): Promise<string> {
  const nodes = await openapiTypescript(JSON.stringify(printedDocument(document)), {
    alphabetize: false,
    defaultNonNullable: false,
    emptyObjectsUnknown: true,
    silent: true,
    transform: (schema) => {
      const values = (schema as { [openValues]?: string[] })[openValues];
      return values && values.length > 0 ? openUnion(values) : undefined;
    },
  });
  const used = nodes.filter((node) => !isUnused(node));
  return withoutGuards(astToString(withSelfContaining(used)));
}

/** Discovery has nothing that would be in them. */
function isUnused(node: ts.Node): boolean {
  return ts.isTypeAliasDeclaration(node) && ["webhooks", "$defs"].includes(node.name.text);
}

function openUnion(values: string[]): ts.TypeNode {
  const { factory } = ts;
  const literals = [...new Set(values)].map((value) =>
    factory.createLiteralTypeNode(factory.createStringLiteral(value)),
  );
  const anyOther = factory.createParenthesizedType(
    factory.createIntersectionTypeNode([
      factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
      factory.createTypeLiteralNode([]),
    ]),
  );
  return factory.createUnionTypeNode([...literals, anyOther]);
}

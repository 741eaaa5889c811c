import ts from "typescript";

/**
 * Restates the schemas that contain themselves with no object in between, such as a list of lists: TypeScript refuses them as they are
 * (TS2502). An array becomes an interface, which may contain itself; what is left, such as a schema that is a reference to itself,
 * says nothing and is `unknown`.
 * @param nodes - The types of a document, as openapi-typescript makes them.
 */
export function withSelfContaining(nodes: readonly ts.Node[]): ts.Node[] {
  const members = schemaMembers(nodes);
  const inCycle = cyclic(members);
  if (inCycle.size === 0) return [...nodes];
  const interfaces: ts.InterfaceDeclaration[] = [];
  const restated = new Map<string, ts.TypeNode>();
  for (const name of inCycle) {
    const type = members.get(name)?.type;
    if (type) restated.set(name, withoutArrays(type, interfaces));
  }
  const unknown = cyclic(
    new Map([...restated].map(([name, type]) => [name, { type, uses: usesOf(type) }])),
  );
  for (const name of unknown) {
    restated.set(name, ts.factory.createKeywordTypeNode(ts.SyntaxKind.UnknownKeyword));
  }
  return [...nodes.map((node) => replaceSchemas(node, restated)), ...interfaces];
}

interface Member {
  type: ts.TypeNode;
  /** Names of the schemas that its type needs to be known by: those outside of object types. */
  uses: string[];
}

function schemaMembers(nodes: readonly ts.Node[]): Map<string, Member> {
  const found = new Map<string, Member>();
  for (const node of nodes) {
    if (!ts.isInterfaceDeclaration(node) || node.name.text !== "components") continue;
    for (const part of node.members) {
      if (nameOf(part) !== "schemas" || !ts.isPropertySignature(part) || !part.type) continue;
      if (!ts.isTypeLiteralNode(part.type)) continue;
      for (const member of part.type.members) {
        if (!ts.isPropertySignature(member) || !member.type) continue;
        found.set(nameOf(member), { type: member.type, uses: usesOf(member.type) });
      }
    }
  }
  return found;
}

function nameOf(element: ts.TypeElement): string {
  const { name } = element;
  return name && (ts.isIdentifier(name) || ts.isStringLiteral(name)) ? name.text : "";
}

function usesOf(type: ts.TypeNode): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeLiteralNode(node)) return;
    const name = ts.isIndexedAccessTypeNode(node) ? schemaOf(node) : undefined;
    if (name !== undefined) found.push(name);
    ts.forEachChild(node, visit);
  };
  visit(type);
  return found;
}

/** The name in `components["schemas"]["Name"]`. */
function schemaOf({ objectType, indexType }: ts.IndexedAccessTypeNode): string | undefined {
  if (!ts.isIndexedAccessTypeNode(objectType) || !ts.isLiteralTypeNode(indexType)) return undefined;
  const { literal } = indexType;
  return ts.isStringLiteral(literal) ? literal.text : undefined;
}

/** Those from which a way leads back to themselves. */
function cyclic(members: ReadonlyMap<string, Pick<Member, "uses">>): Set<string> {
  const reaches = (name: string): boolean => {
    const seen = new Set<string>();
    const waiting = [...(members.get(name)?.uses ?? [])];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (next === name) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      waiting.push(...(members.get(next)?.uses ?? []));
    }
    return false;
  };
  const using = [...members].filter(([, { uses }]) => uses.length > 0);
  return new Set(using.map(([name]) => name).filter(reaches));
}

function withoutArrays(type: ts.TypeNode, interfaces: ts.InterfaceDeclaration[]): ts.TypeNode {
  const visit = (node: ts.Node): ts.Node => {
    if (ts.isTypeLiteralNode(node)) return node;
    if (!ts.isArrayTypeNode(node)) return ts.visitEachChild(node, visit, undefined);
    const { factory } = ts;
    const name = `RecursiveArray${interfaces.length + 1}`;
    const base = factory.createExpressionWithTypeArguments(factory.createIdentifier("Array"), [
      node.elementType,
    ]);
    const heritage = factory.createHeritageClause(ts.SyntaxKind.ExtendsKeyword, [base]);
    interfaces.push(factory.createInterfaceDeclaration([], name, [], [heritage], []));
    return factory.createTypeReferenceNode(name);
  };
  return visit(type) as ts.TypeNode;
}

function replaceSchemas(node: ts.Node, restated: ReadonlyMap<string, ts.TypeNode>): ts.Node {
  if (!ts.isInterfaceDeclaration(node) || node.name.text !== "components") return node;
  const visitMember = (member: ts.Node): ts.Node => {
    if (!ts.isPropertySignature(member)) return member;
    const type = restated.get(nameOf(member));
    if (!type) return member;
    const { modifiers, name, questionToken } = member;
    const changed = ts.factory.updatePropertySignature(
      member,
      modifiers,
      name,
      questionToken,
      type,
    );
    return ts.setCommentRange(changed, ts.getCommentRange(member));
  };
  const visitPart = (part: ts.Node): ts.Node =>
    ts.isPropertySignature(part) && nameOf(part) === "schemas" && part.type
      ? ts.visitEachChild(
          part,
          (child) =>
            child === part.type ? ts.visitEachChild(child, visitMember, undefined) : child,
          undefined,
        )
      : part;
  return ts.visitEachChild(node, visitPart, undefined);
}

import type {
  Configuration,
  SignInDeclaration,
  TrustedIssuerDeclaration,
  UserDeclaration,
} from "./lib/configuration/declarations.ts";
import { readDelegation } from "./lib/configuration/delegation.ts";
import { readProject, type ReadProject } from "./lib/configuration/project.ts";
import { readJwksFile } from "./lib/configuration/referenced-files.ts";
import { readServiceUrl } from "./lib/configuration/urls.ts";
import { readUser } from "./lib/configuration/user.ts";
import {
  optional,
  readEmail,
  readPattern,
  readText,
  readWord,
  refuseDuplicates,
  required,
} from "./lib/configuration/yaml-values.ts";
import {
  readList,
  readMap,
  readYaml,
  wrongAt,
  type YamlPlace,
} from "./lib/configuration/yaml-place.ts";

/** The text of a leasehold.yaml, and how to read the files that it names. */
export interface ConfigurationFile {
  yaml: string;
  /** Gives the text of a file by its path relative to the configuration; throws when it cannot be read. */
  readFile: (relativePath: string) => string;
}

/**
 * Reads a leasehold.yaml: every key is checked, an unknown one refused, and the files that it names are read.
 *
 * @throws ConfigurationError with `code`, `path` (such as `projects[0].oauthClients[1].redirectUris[0]`) and `line`.
 */
export function parseConfiguration(file: ConfigurationFile): Configuration {
  const map = readMap(readYaml(file.yaml), [
    "consumerScope",
    "users",
    "projects",
    "delegations",
    "trustedIssuers",
    "signIn",
  ]);
  const consumerScope = optional(map.consumerScope, readWord(["read-only", "consume"]));
  const users = readList(map.users, (place) => ({ value: readUser(place), place }));
  const projects = readList(map.projects, readProject(file.readFile));
  refuseSharedNames(users, projects);
  const delegations = readList(map.delegations, (place) => ({
    value: readDelegation(place),
    place,
  }));
  refuseDuplicates(delegations, ({ domain, client }) => `${client} for ${domain}`);
  const issuers = readList(map.trustedIssuers, (place) => ({
    value: readTrustedIssuer(file, place),
    place,
  }));
  refuseDuplicates(issuers, (issuer) => issuer.audience);
  const signIn = optional(map.signIn, readSignIn);
  return {
    ...(consumerScope === undefined ? {} : { consumerScope }),
    users: users.map((user) => user.value),
    projects: projects.map((project) => project.value),
    delegations: delegations.map((delegation) => delegation.value),
    trustedIssuers: issuers.map((issuer) => issuer.value),
    ...(signIn === undefined ? {} : { signIn }),
  };
}

function refuseSharedNames(
  users: { value: UserDeclaration; place: YamlPlace }[],
  projects: ReadProject[],
): void {
  const emails = users.map(({ value, place }) => ({ value: value.email, place }));
  const accounts = projects.flatMap((project) => project.accounts);
  refuseDuplicates([...emails, ...accounts], (email) => email);
  refuseDuplicates(projects, (project) => project.id);
  const numbers = projects.flatMap(({ value, numberPlace }) =>
    value.number === undefined ? [] : [{ value: value.number, place: numberPlace }],
  );
  refuseDuplicates(numbers, (number) => number);
  // A token names its application, so no two may share a name: not a client and a consumer either.
  const applications = projects.flatMap(({ clients, consumers }) => [...clients, ...consumers]);
  refuseDuplicates(applications, (name) => name);
  refuseDuplicates(
    projects.flatMap((project) => project.keys),
    (key) => key,
  );
}

const readAudience = readPattern(/^\S{1,1000}$/u, "text without spaces");

function readTrustedIssuer(
  { readFile }: ConfigurationFile,
  place: YamlPlace,
): TrustedIssuerDeclaration {
  const map = readMap(place, [
    "project",
    "audience",
    "issuer",
    "jwksFile",
    "jwksUri",
    "subjects",
    "serviceAccount",
  ]);
  const jwks = optional(map.jwksFile, readJwksFile(readFile));
  const jwksUri = optional(map.jwksUri, readServiceUrl);
  if ((jwks === undefined) === (jwksUri === undefined)) {
    throw wrongAt(place, "value_missing", "An issuer has either a jwksFile or a jwksUri.");
  }
  const subjectList = required(map, "subjects");
  const subjects = readList(subjectList, readText);
  if (subjects.length === 0) {
    throw wrongAt(subjectList, "value_missing", "There must be at least one subject.");
  }
  return {
    project: readText(required(map, "project")),
    audience: readAudience(required(map, "audience")),
    issuer: readServiceUrl(required(map, "issuer")),
    ...(jwks === undefined ? {} : { jwks }),
    ...(jwksUri === undefined ? {} : { jwksUri }),
    subjects,
    serviceAccount: readEmail(required(map, "serviceAccount")),
  };
}

function readSignIn(place: YamlPlace): SignInDeclaration {
  const oidc = optional(readMap(place, ["oidc"]).oidc, (entry) => {
    const map = readMap(entry, ["issuer", "clientId", "clientSecret"]);
    return {
      issuer: readServiceUrl(required(map, "issuer")),
      clientId: readText(required(map, "clientId")),
      clientSecret: readText(required(map, "clientSecret")),
    };
  });
  return oidc === undefined ? {} : { oidc };
}

import type { Operations } from "../api/operation.ts";
import { administers } from "./administered.ts";
import { agentOf } from "./agent.ts";
import type { LeaseholdContext } from "./operations.ts";
import { type PageParameters, readPage } from "./page.ts";
import { allowApplication, allowProject, type ProjectPath } from "./project-access.ts";

type ConsumerPath = ProjectPath & { consumer: string };

interface ConsumerBody {
  key: string;
  name?: string;
  realm: string;
  certificatePem?: string;
}

export function consumerOperations({ authority }: LeaseholdContext): Operations {
  const { consumers } = authority.administration;
  const read = allowProject(authority.administration, "read");
  const write = allowProject(authority.administration, "write");
  const hold = allowApplication<ConsumerPath>(authority.administration, ({ consumer }) => consumer);
  return {
    "leasehold.consumers.list": administers<ProjectPath & PageParameters>({
      allow: read,
      run: ({ values }) =>
        readPage(
          values,
          (part) => consumers.list(values.project, part),
          ({ key }) => key,
        ),
    }),
    "leasehold.consumers.get": administers<ConsumerPath>({
      allow: read,
      run: ({ values }) => consumers.get(values),
    }),
    "leasehold.consumers.create": administers<ProjectPath, ConsumerBody>({
      allow: write,
      run: ({ caller, values, body }) => consumers.create(values.project, body, agentOf(caller)),
    }),
    "leasehold.consumers.patch": administers<ConsumerPath, Partial<ConsumerBody>>({
      allow: write,
      run: ({ caller, values, body: { name, realm } }) =>
        consumers.patch(
          values,
          { ...(name !== undefined && { name }), ...(realm !== undefined && { realm }) },
          agentOf(caller),
        ),
    }),
    "leasehold.consumers.delete": administers<ConsumerPath>({
      allow: hold,
      run: ({ caller, values }) => consumers.delete(values, agentOf(caller)),
    }),
    "leasehold.consumers.resetSecret": administers<ConsumerPath>({
      allow: hold,
      run: ({ caller, values }) => consumers.resetSecret(values, agentOf(caller)),
    }),
    "leasehold.consumers.uploadCertificate": administers<ConsumerPath, { certificatePem: string }>({
      allow: hold,
      run: ({ caller, values, body }) =>
        consumers.setCertificate(values, body.certificatePem, agentOf(caller)),
    }),
  };
}

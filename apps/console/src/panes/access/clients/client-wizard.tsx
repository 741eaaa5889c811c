import { Button, Checkbox, Group, Radio, Stack, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useApi } from "../../../api/api-context.tsx";
import { useChanged } from "../../../api/use-changed.ts";
import { useProjectId } from "../../../shell/project.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { Failure } from "../../../ui/failure.tsx";
import { LinesInput, linesOf } from "../../../ui/lines-input.tsx";
import type { Once } from "../../../ui/shown-once.tsx";
import { type ClientType, clientTypes } from "./client-types.ts";
import { onceOf } from "./once-of.ts";

/** Registers an application in two steps: what it is, then what belongs to its kind. */
export function ClientWizard(props: {
  opened: boolean;
  onClose: () => void;
  onCreated: (once: Once) => void;
}) {
  const { opened, onClose } = props;
  return (
    <Dialog opened={opened} onClose={onClose} title="Create client ID" size="lg">
      <Steps {...props} />
    </Dialog>
  );
}

function Steps({ onClose, onCreated }: { onClose: () => void; onCreated: (once: Once) => void }) {
  const [step, setStep] = useState<1 | 2>(1);
  const [name, setName] = useState("");
  const [type, setType] = useState<ClientType>("web");
  const [redirects, setRedirects] = useState("");
  const [origins, setOrigins] = useState("");
  const [outOfBand, setOutOfBand] = useState(false);
  const { client } = useApi();
  const project = useProjectId();
  const changed = useChanged("projects", project);
  const kind = clientTypes[type];
  const create = useMutation({
    mutationFn: () =>
      client.clients.create(
        { project },
        {
          body: {
            name: name.trim(),
            type,
            ...(kind.redirects ? { redirectUris: linesOf(redirects) } : {}),
            ...(kind.origins ? { javascriptOrigins: linesOf(origins) } : {}),
            ...(type === "installed" && outOfBand ? { outOfBand } : {}),
          },
        },
      ),
    onSuccess: (made) => {
      changed(`${name.trim()} is registered.`);
      onClose();
      onCreated(onceOf(made, `${name.trim()} is registered`));
    },
  });
  const ready = !kind.redirects || linesOf(redirects).length > 0;
  if (step === 1) {
    return (
      <Step submit={() => setStep(2)}>
        <WhatItIs name={name} setName={setName} type={type} setType={setType} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={name.trim() === ""}>
            Next
          </Button>
        </Group>
      </Step>
    );
  }
  return (
    <Step submit={() => create.mutate()}>
      {kind.redirects && <Redirects value={redirects} onChange={setRedirects} />}
      {kind.origins && <Origins value={origins} onChange={setOrigins} />}
      {type === "installed" && (
        <Checkbox
          label="May show the code for people to copy"
          description="For programs that cannot be called back on the machine that they run on."
          checked={outOfBand}
          onChange={(event) => setOutOfBand(event.currentTarget.checked)}
        />
      )}
      {type === "device" && (
        <div>
          People type the device's code at {location.origin}/device. Nothing else is needed.
        </div>
      )}
      {create.isError && <Failure error={create.error} />}
      <Group justify="space-between">
        <Button variant="default" onClick={() => setStep(1)}>
          Back
        </Button>
        <Button type="submit" loading={create.isPending} disabled={!ready}>
          Create client ID
        </Button>
      </Group>
    </Step>
  );
}

function Step({ submit, children }: { submit: () => void; children: ReactNode }) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack>{children}</Stack>
    </form>
  );
}

function WhatItIs(props: {
  name: string;
  setName: (name: string) => void;
  type: ClientType;
  setType: (type: ClientType) => void;
}) {
  const { name, setName, type, setType } = props;
  return (
    <>
      <TextInput
        label="Name of the application"
        description="People see it when they are asked whether to allow it."
        value={name}
        required
        data-autofocus
        maxLength={100}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Radio.Group label="Where it runs" value={type} onChange={setType}>
        <Stack gap="xs" mt="xs">
          {Object.entries(clientTypes).map(([value, { label, about }]) => (
            <Radio key={value} value={value} label={label} description={about} />
          ))}
        </Stack>
      </Radio.Group>
    </>
  );
}

/** Where people are sent back to. */
export function Redirects(props: { value: string; onChange: (value: string) => void }) {
  return (
    <LinesInput
      label="Redirect addresses"
      description="Where people are sent back to, to the letter; one on a line."
      placeholder="https://app.example.com/oauth2callback"
      required
      {...props}
    />
  );
}

/** Pages that the application runs in. */
export function Origins(props: { value: string; onChange: (value: string) => void }) {
  return (
    <LinesInput
      label="JavaScript origins"
      description="Origins of the pages that it runs in; one on a line."
      placeholder="https://app.example.com"
      {...props}
    />
  );
}

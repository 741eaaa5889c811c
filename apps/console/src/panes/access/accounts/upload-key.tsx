import { useState } from "react";
import { useApi } from "../../../api/api-context.tsx";
import { useProjectId } from "../../../shell/project.ts";
import { CodeInput } from "../../../ui/code-input.tsx";
import { FormDialog } from "../../../ui/form-dialog.tsx";

/** Takes the public half of a key pair that somebody made elsewhere. */
export function UploadKey(props: {
  email: string;
  opened: boolean;
  onClose: () => void;
  onUploaded: () => void;
}) {
  const { email, opened, onClose, onUploaded } = props;
  const { client } = useApi();
  const project = useProjectId();
  const [publicKeyPem, setPublicKeyPem] = useState("");
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title="Upload a public key"
      verb="Upload"
      size="lg"
      ready={publicKeyPem.trim() !== ""}
      action={() =>
        client.serviceAccounts.keys.upload({ project, account: email }, { body: { publicKeyPem } })
      }
      onDone={() => {
        setPublicKeyPem("");
        onUploaded();
      }}
    >
      <CodeInput
        label="Public key"
        description="PEM: a PUBLIC KEY or the CERTIFICATE that holds it; RSA of 2048 to 8192 bits."
        placeholder="-----BEGIN PUBLIC KEY-----"
        rows={9}
        required
        focused
        value={publicKeyPem}
        onChange={setPublicKeyPem}
      />
    </FormDialog>
  );
}

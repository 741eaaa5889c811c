import { Textarea } from "@mantine/core";
import { useState } from "react";
import { useApi } from "../../../api/api-context.tsx";
import { useChanged } from "../../../api/use-changed.ts";
import { useProjectId } from "../../../shell/project.ts";
import { FormDialog } from "../../../ui/form-dialog.tsx";

/** Sets the certificate that a consumer signs with. */
export function CertificateForm(props: {
  consumerKey: string;
  opened: boolean;
  onClose: () => void;
}) {
  const { consumerKey, opened, onClose } = props;
  const { client } = useApi();
  const project = useProjectId();
  const changed = useChanged("projects", project);
  const [certificatePem, setCertificatePem] = useState("");
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title={`Certificate of ${consumerKey}`}
      verb="Set certificate"
      size="lg"
      ready={certificatePem.trim() !== ""}
      action={() =>
        client.consumers.uploadCertificate(
          { project, consumer: consumerKey },
          { body: { certificatePem } },
        )
      }
      onDone={() => {
        setCertificatePem("");
        changed(`${consumerKey} signs with the new certificate.`);
      }}
    >
      <CertificateInput value={certificatePem} onChange={setCertificatePem} required />
    </FormDialog>
  );
}

/** A field for an X.509 certificate. */
export function CertificateInput(props: {
  value: string;
  onChange: (value: string) => void;
  required?: boolean;
}) {
  const { value, onChange, required = false } = props;
  return (
    <Textarea
      label="Certificate"
      description="X.509 as PEM, for RSA signatures. One that was there before stops working at once."
      placeholder="-----BEGIN CERTIFICATE-----"
      rows={8}
      required={required}
      spellCheck={false}
      value={value}
      styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: "0.75rem" } }}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** Where an application runs. */
export type ClientType = "web" | "browser" | "installed" | "device";

interface Kind {
  label: string;
  about: string;
  /** Whether people are sent back to addresses that it registers. */
  redirects: boolean;
  /** Whether it runs in pages of origins that it registers. */
  origins: boolean;
}

/** The kinds of applications, and what the wizard asks of each. */
export const clientTypes: Record<ClientType, Kind> = {
  web: {
    label: "Web application",
    about: "Runs on a web server, which keeps its secret.",
    redirects: true,
    origins: false,
  },
  browser: {
    label: "Browser application",
    about: "Runs in the browser, has no secret, and proves itself with PKCE.",
    redirects: true,
    origins: true,
  },
  installed: {
    label: "Installed application",
    about: "A program on somebody's machine; it is called back there.",
    redirects: false,
    origins: false,
  },
  device: {
    label: "Device",
    about: "A screen without a keyboard: people type a code on another one.",
    redirects: false,
    origins: false,
  },
};

/** What is known of a client's type; a newer service may have one that is not known here. */
export function kindOf(type: string | undefined): Kind {
  return (
    (clientTypes as Partial<Record<string, Kind>>)[type ?? ""] ?? {
      label: type ?? "Application",
      about: "",
      redirects: false,
      origins: false,
    }
  );
}

import { lazy, Suspense, useState } from "react";
import { AccountIcon } from "./account-icon.tsx";

const AccountMenu = lazy(async () => ({
  default: (await import("./account-menu.tsx")).AccountMenu,
}));

/** Opens the account menu, whose code is loaded when it is wanted first. */
export function AccountButton() {
  const [wanted, setWanted] = useState(false);
  const icon = (
    <AccountIcon aria-haspopup="menu" aria-expanded={false} onClick={() => setWanted(true)} />
  );
  if (!wanted) return icon;
  return (
    <Suspense fallback={icon}>
      <AccountMenu />
    </Suspense>
  );
}

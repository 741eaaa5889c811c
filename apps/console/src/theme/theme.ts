import { createTheme, type MantineColorsTuple } from "@mantine/core";

// The blue of the service's own pages, so that signing in and the console are one thing.
const leasehold: MantineColorsTuple = [
  "#eef3fa",
  "#dbe5f3",
  "#b5cae7",
  "#8cadda",
  "#6a93cf",
  "#4d7fc4",
  "#35689f",
  "#1d4f91",
  "#163f75",
  "#0f2f5a",
];

/** Dense and calm: small type where data is, one accent, no shadows but on what floats. */
export const theme = createTheme({
  primaryColor: "leasehold",
  colors: { leasehold },
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  luminanceThreshold: 0.35,
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "Liberation Mono", monospace',
  headings: { fontWeight: "650" },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
});

import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

// The blue of the service's own pages, so that signing in and the console are one thing.
const leasehold: MantineColorsTuple = [
  "#eef3fa",
  "#dbe5f3",
  "#b5cae7",
  "#9cc2f5",
  "#7ba8e6",
  "#4d7fc4",
  "#35689f",
  "#1d4f91",
  "#163f75",
  "#0f2f5a",
];

// Greys with the same blue in them: text, borders, fields, surfaces, ground.
const dark: MantineColorsTuple = [
  "#e7eaf0",
  "#c3cad6",
  "#a4aec0",
  "#7d889c",
  "#66718a",
  "#2a3241",
  "#1f2530",
  "#191e27",
  "#11141a",
  "#0b0d12",
];

/** Dense and calm: small type where data is, one accent, no shadows but on what floats. */
export const theme = createTheme({
  primaryColor: "leasehold",
  colors: { leasehold, dark },
  primaryShade: { light: 7, dark: 6 },
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "Liberation Mono", monospace',
  headings: { fontWeight: "650" },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Badge: { defaultProps: { variant: "light", radius: "sm", tt: "none" } },
  },
});

/** Colours that reach WCAG AA on the console's own grounds. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-body": "#f5f6f8",
    // The edges of fields: three to one against what is around them.
    "--mantine-color-gray-4": "#868fa1",
    "--mantine-color-text": "#1a202b",
    "--mantine-color-dimmed": "#55607a",
    "--mantine-color-placeholder": "#646e82",
    "--mantine-color-default-border": "#c4cbd8",
    "--mantine-color-anchor": "#1d4f91",
    "--mantine-color-error": "#a62019",
    "--mantine-color-red-light-color": "#a62019",
    "--mantine-color-red-filled": "#b3261e",
    "--mantine-color-red-filled-hover": "#8f1c15",
    "--mantine-color-green-light-color": "#1c6b3c",
    "--mantine-color-yellow-light-color": "#7a4a00",
    "--mantine-color-blue-light-color": "#1d4f91",
    "--mantine-color-gray-light-color": "#4b566d",
  },
  dark: {
    "--mantine-color-body": "#11141a",
    "--mantine-color-default-border": "#3a4456",
    "--mantine-color-dimmed": "#a4aec0",
    "--mantine-color-placeholder": "#8b96aa",
    "--mantine-color-anchor": "#9cc2f5",
    "--mantine-color-error": "#ff9d94",
    "--mantine-color-red-light-color": "#ff9d94",
    "--mantine-color-red-filled": "#b3352c",
    "--mantine-color-red-filled-hover": "#c9443a",
    "--mantine-color-green-light-color": "#86d6a4",
    "--mantine-color-yellow-light-color": "#f0b866",
    "--mantine-color-blue-light-color": "#9cc2f5",
    "--mantine-color-gray-light-color": "#b6c0d0",
    "--mantine-color-leasehold-light-color": "#bcd6fa",
    "--mantine-color-leasehold-light": "#24344d",
    "--mantine-color-leasehold-light-hover": "#2a3d5a",
  },
});

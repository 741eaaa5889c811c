import axe from "axe-core";
import type { Page } from "playwright-core";

interface Violation {
  id: string;
  impact: string;
  nodes: { target: string[]; failureSummary: string }[];
}

const isMoving = `document.getAnimations().some(
  ({ playState, effect }) => playState === "running" && effect.getTiming().iterations !== Infinity)`;

/** What axe finds on a page against WCAG 2.2 AA that is serious or critical, a line for each. */
export async function seriousProblems(page: Page): Promise<string[]> {
  // A colour that is on its way to another has not the contrast of either.
  while (await page.evaluate<boolean>(isMoving)) await page.waitForTimeout(50);
  // Evaluated as the browser's own tools do it: the page's policy lets no script in.
  await page.evaluate(axe.source);
  const violations = await page.evaluate<Violation[]>(
    `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }).then((found) =>
      found.violations.map(({ id, impact, nodes }) => ({
        id, impact, nodes: nodes.map(({ target, failureSummary }) => ({ target, failureSummary })) })))`,
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
    );
}

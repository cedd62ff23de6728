import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** Expects that axe finds nothing serious in what the window shows. */
export const expectAccessible = async (window: Page): Promise<void> => {
  // Colours are measured, which are on their way while something opens.
  await window.evaluate(() => Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => {}))))
  const { violations } = await new AxeBuilder({ page: window }).analyze()
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => ({ id, at: nodes.map(node => node.html) }))).toEqual([])
}

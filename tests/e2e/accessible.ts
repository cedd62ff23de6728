import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** Expects that axe finds nothing wrong in what the window shows, in the light theme and in the dark one. */
export const expectAccessible = async (window: Page, where = window.url()): Promise<void> => {
  for (const colorScheme of ['dark', 'light'] as const) {
    await window.emulateMedia({ colorScheme })
    // Colours are measured, which are on their way while something opens.
    await window.evaluate(() => Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => {}))))
    const { violations } = await new AxeBuilder({ page: window }).analyze()
    expect(violations.map(({ id, nodes }) => ({ where, colorScheme, id, at: nodes.map(node => node.html) }))).toEqual([])
  }
}

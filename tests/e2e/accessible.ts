import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** Expects that axe finds nothing wrong in what the window shows, and `inBothThemes` no colour in the dark one: nothing else differs there. */
export const expectAccessible = async (window: Page, where = window.url(), inBothThemes = false): Promise<void> => {
  for (const colorScheme of inBothThemes ? (['dark', 'light'] as const) : (['light'] as const)) {
    await window.emulateMedia({ colorScheme })
    // Colours are measured, which are on their way while something opens, and from the second frame of a theme on.
    await window.evaluate(async () => {
      for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame)
      for (let moving = document.getAnimations(); moving.some(({ playState }) => playState === 'running'); moving = document.getAnimations()) {
        await Promise.all(moving.map(animation => animation.finished.catch(() => {})))
      }
    })
    // What passes is most of it, and telling where it stands most of the time; there is nothing framed.
    const axe = new AxeBuilder({ page: window }).setLegacyMode().options({ resultTypes: ['violations'] })
    const { violations } = await (colorScheme === 'dark' ? axe.withRules(['color-contrast']) : axe).analyze()
    expect(violations.map(({ id, nodes }) => ({ where, colorScheme, id, at: nodes.map(node => node.html) }))).toEqual([])
  }
}

import { createChoice } from './remembered-choice.ts'

export const THEMES = ['light', 'dark', 'system'] as const
export type Theme = (typeof THEMES)[number]

const isDark = matchMedia('(prefers-color-scheme: dark)')
let shown: Theme = 'system'
const show = (): void => {
  document.documentElement.dataset['theme'] = shown === 'system' ? (isDark.matches ? 'dark' : 'light') : shown
}
isDark.addEventListener('change', show)

/** Light, dark or as the system is, then and later. */
export const theme = createChoice<Theme>('theme', THEMES, 'system', next => {
  shown = next
  show()
})

import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { menuOf } from './electron-menu.ts'
import { desktopWords } from './electron-words.ts'

const all = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  items.flatMap(item => [item, ...(Array.isArray(item.submenu) ? all(item.submenu) : [])])

const menu = (platform: NodeJS.Platform, language: 'fr' | 'en' = 'fr') => menuOf(desktopWords(language), platform, { openData: () => {} })

describe('the native menu', () => {
  it('has every label in the language of the person', () => {
    for (const platform of ['linux', 'win32', 'darwin'] as const) {
      const [french, english] = [all(menu(platform)), all(menu(platform, 'en'))]
      expect(french).toHaveLength(english.length)
      for (const item of [...french, ...english]) expect(item.type === 'separator' || Boolean(item.label)).toBe(true)
      expect(french.map(({ role }) => role)).toEqual(english.map(({ role }) => role))
      expect(french.find(({ role }) => role === 'quit')!.label).toBe('Quitter Calepin')
      expect(english.find(({ role }) => role === 'quit')!.label).toBe('Quit Calepin')
    }
  })

  it('offers once what a person expects of each system', () => {
    const roles = (platform: NodeJS.Platform): unknown[] => all(menu(platform)).flatMap(({ role }) => role ?? [])
    for (const platform of ['linux', 'win32', 'darwin'] as const) {
      const found = roles(platform)
      expect(new Set(found).size).toBe(found.length)
      for (const role of ['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll', 'zoomIn', 'zoomOut', 'togglefullscreen', 'minimize', 'close', 'quit', 'about']) expect(found).toContain(role)
    }
    expect(menu('darwin')[0]!.label).toBe('Calepin')
    expect(roles('linux')).not.toContain('services')
  })

  it('opens the folder of the data', () => {
    let opened = 0
    const items = all(menuOf(desktopWords('fr'), 'linux', { openData: () => opened++ }))
    const click = items.find(({ label }) => label === 'Ouvrir le dossier des données')!.click as () => void
    click()
    expect(opened).toBe(1)
  })
})

import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { expectAccessible } from './accessible.ts'
import { expect, type Host, test, visit } from './host.ts'

const notesOf = (window: Page): Locator => window.getByRole('region', { name: 'Notes' })
const filesOf = (window: Page): Locator => window.getByRole('region', { name: 'Documents' })
const texts = (window: Page): Locator => notesOf(window).getByRole('listitem')

const sheet = async (window: Page, host: Host): Promise<string> => {
  const [id] = await host.create('organisation', [{ name: 'Scierie du Val' }])
  await visit(window, host, `/organisation/${id}`)
  await expect(notesOf(window).getByText('Un détail à retenir')).toBeVisible()
  return id!
}

const write = async (window: Page, text: string): Promise<void> => {
  const input = window.getByRole('textbox', { name: 'Nouvelle note' })
  await input.fill(text)
  await input.press('Control+Enter')
  await expect(input).toHaveValue('')
  await expect(input).toBeFocused()
}

test('a note is written with the keyboard, pinned, changed, thrown away and taken back', async ({ window, host }) => {
  await sheet(window, host)
  await write(window, 'Livrer le matin')
  await write(window, 'Deux lignes\nvoir www.val.example.')
  await expect(texts(window)).toHaveCount(2)
  await expect(texts(window).first()).toContainText('Deux lignes\nvoir www.val.example.')
  await expect(notesOf(window).getByRole('link', { name: 'www.val.example' })).toHaveAttribute('href', 'https://www.val.example')

  await texts(window).last().getByRole('button', { name: 'Épingler en tête' }).click()
  await expect(texts(window).first()).toContainText('Livrer le matin')
  await expect(texts(window).first().getByRole('img', { name: 'Épinglée' })).toBeVisible()

  await texts(window).first().getByRole('button', { name: /^Actions/ }).click()
  await window.getByRole('menuitem', { name: 'Modifier' }).click()
  const editor = window.getByRole('textbox', { name: 'Texte' })
  await editor.fill('Livrer avant midi')
  await editor.press('Control+Enter')
  await expect(texts(window).first()).toContainText('Livrer avant midi')
  await expect(texts(window).first()).toContainText('modifiée le')

  await texts(window).first().getByRole('button', { name: /^Actions/ }).click()
  await window.getByRole('menuitem', { name: 'Mettre à la corbeille' }).click()
  await expect(texts(window)).toHaveCount(1)
  await window.getByRole('status').getByRole('button', { name: 'Annuler' }).last().click()
  await expect(texts(window).first()).toContainText('Livrer avant midi')
})

test('what is typed of a note and not added is still there after a reload', async ({ window, host }) => {
  await sheet(window, host)
  const input = window.getByRole('textbox', { name: 'Nouvelle note' })
  await input.fill('À moitié écrit')
  await expect(window.getByRole('button', { name: 'Ajouter', exact: true })).toBeVisible()
  await window.reload()
  await expect(input).toHaveValue('À moitié écrit')
  await window.getByRole('button', { name: 'Ajouter', exact: true }).click()
  await expect(texts(window)).toHaveText(/À moitié écrit/)
  await window.reload()
  await expect(texts(window)).toHaveCount(1)
  await expect(input).toHaveValue('')
})

test('a long note is folded, many notes too', { tag: '@long' }, async ({ window, host }) => {
  const id = await sheet(window, host)
  await host.create('note', Array.from({ length: 13 }, (_, i) => ({ text: i === 12 ? 'Une ligne\n'.repeat(30) : `Note ${i}`, subject: id })))
  await expect(texts(window)).toHaveCount(10)
  await notesOf(window).getByRole('button', { name: 'Lire la suite' }).click()
  await expect(notesOf(window).getByRole('button', { name: 'Replier', exact: true })).toBeVisible()
  await notesOf(window).getByRole('button', { name: 'Afficher les 3 notes plus anciennes' }).click()
  await expect(texts(window)).toHaveCount(13)
})

test('the search finds a note and leads to it, even when what it is about was thrown away', async ({ window, host }) => {
  const id = await sheet(window, host)
  await host.create('note', [{ text: 'Préfère le mélèze de pays', subject: id }])
  await host.call('entities.remove', { type: 'organisation', id })
  await visit(window, host, '/contact')
  await window.getByRole('combobox', { name: 'Rechercher partout' }).fill('meleze')
  const hit = window.getByRole('option', { name: /Préfère le mélèze/ })
  await expect(hit).toContainText('Scierie du Val')
  await hit.click()
  await expect(window.getByRole('heading', { level: 1, name: 'Scierie du Val' })).toBeVisible()
  await expect(window.getByText('Cette fiche est dans la corbeille.')).toBeVisible()
  await expect(texts(window).first()).toBeFocused()
})

test('a folded block opens for the note that was looked for and for files on their way', { tag: '@long' }, async ({ window, host }) => {
  const id = await sheet(window, host)
  await host.create('note', [{ text: 'Préfère le mélèze', subject: id }])
  for (const title of ['Notes', 'Documents']) {
    await window.getByRole('button', { name: `Replier ${title}` }).click()
    await expect(window.getByRole('button', { name: `Déplier ${title}` })).toBeVisible()
  }
  await window.route('**/api/files?**', route => route.fulfill({ json: { ok: false, error: { code: 'DISK_FULL' } } }))
  await giveFiles(window.locator('body'), 'paste', ['collé.txt'])
  await expect(filesOf(window).getByRole('alert')).toContainText('Le disque est plein')
  await window.getByRole('combobox', { name: 'Rechercher partout' }).fill('meleze')
  await window.getByRole('option', { name: /Préfère le mélèze/ }).click()
  await expect(texts(window).first()).toBeFocused()
})

test('a note can be made from anywhere, about a record of any type', { tag: '@long' }, async ({ window, host }) => {
  await host.create('organisation', [{ name: 'Scierie du Val' }])
  await visit(window, host, '/note/nouveau')
  await window.getByLabel('Texte').fill('Rappeler lundi')
  await window.getByRole('combobox', { name: 'Type de fiche' }).click()
  await window.getByRole('option', { name: 'Organisation' }).click()
  await window.getByRole('combobox', { name: 'Au sujet de', exact: true }).fill('scierie')
  await window.getByRole('option', { name: 'Scierie du Val', exact: true }).click()
  await window.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(window.getByRole('heading', { level: 1, name: 'Scierie du Val' })).toBeVisible()
  await expect(texts(window)).toContainText(['Rappeler lundi'])
})

const FILES = [
  { name: 'plan d’escalier.txt', mimeType: 'text/plain', buffer: Buffer.from('Quinze marches') },
  { name: 'cotes.csv', mimeType: 'text/csv', buffer: Buffer.from('h;l\n2;3\n') },
]

/** Gives an event files as a person's system would. */
const giveFiles = (zone: Locator, kind: 'dragover' | 'drop' | 'paste', names: readonly string[]): Promise<void> =>
  zone.evaluate(
    (element, { type, all }) => {
      const data = new DataTransfer()
      for (const name of all) data.items.add(new File([name], name, { type: 'text/plain' }))
      const options = { bubbles: true, cancelable: true }
      element.dispatchEvent(type === 'paste' ? new ClipboardEvent(type, { ...options, clipboardData: data }) : new DragEvent(type, { ...options, dataTransfer: data }))
    },
    { type: kind, all: names },
  )

test('files are chosen, dropped and pasted, opened, renamed, thrown away and taken back', async ({ window, host }) => {
  await sheet(window, host)
  const files = filesOf(window)
  const chooser = window.waitForEvent('filechooser')
  await files.getByRole('button', { name: 'Choisir des fichiers' }).click()
  await (await chooser).setFiles(FILES)
  await expect(files.getByRole('listitem')).toHaveCount(2)
  // Held over the window they are to import, over the block they are for the record.
  await giveFiles(window.locator('body'), 'dragover', ['déposé.txt'])
  await expect(window.getByText('Déposez pour importer')).toBeVisible()
  await giveFiles(files, 'dragover', ['déposé.txt'])
  await expect(window.getByText('Déposez pour ajouter à cette fiche')).toBeVisible()
  await expect(window.getByText('Déposez pour importer')).toHaveCount(0)
  await giveFiles(files, 'drop', ['déposé.txt'])
  await giveFiles(window.locator('body'), 'paste', ['collé.txt'])
  await expect(files.getByRole('listitem')).toHaveCount(4)

  const plan = files.getByRole('listitem').filter({ hasText: 'plan d’escalier' })
  await plan.getByRole('button', { name: 'Actions : plan d’escalier.txt' }).click()
  await window.getByRole('menuitem', { name: 'Renommer' }).click()
  const name = window.getByRole('textbox', { name: 'Nom' })
  await name.fill('Escalier du plan')
  await name.press('Enter')
  const download = window.waitForEvent('download')
  await files.getByRole('link', { name: 'Escalier du plan' }).click()
  const saved = await download
  expect(saved.suggestedFilename()).toBe('Escalier du plan.txt')
  expect(await readFile(await saved.path(), 'utf8')).toBe('Quinze marches')

  await files.getByRole('button', { name: 'Actions : Escalier du plan' }).click()
  await window.getByRole('menuitem', { name: 'Mettre à la corbeille' }).click()
  await expect(files.getByRole('listitem')).toHaveCount(3)
  await window.getByRole('status').getByRole('button', { name: 'Annuler' }).last().click()
  await expect(files.getByRole('listitem')).toHaveCount(4)
})

test('a file that cannot arrive says why, and can be sent again', { tag: '@long' }, async ({ window, host }) => {
  await sheet(window, host)
  const files = filesOf(window)
  await files.evaluate(element => {
    const large = new File([], 'film.mov')
    Object.defineProperty(large, 'size', { value: 250_000_000 })
    const drop = new DragEvent('drop', { bubbles: true, cancelable: true })
    Object.defineProperty(drop, 'dataTransfer', { value: { types: ['Files'], files: [large], items: [{ webkitGetAsEntry: () => null, getAsFile: () => large }] } })
    element.dispatchEvent(drop)
  })
  await expect(files.getByRole('alert')).toHaveText(/^250\sMo, plus que la limite de 100\sMo/)
  await files.getByRole('button', { name: 'Fermer : film.mov' }).click()

  await window.route('**/api/files?**', route => route.fulfill({ json: { ok: false, error: { code: 'DISK_FULL' } } }), { times: 1 })
  await giveFiles(files, 'drop', ['devis.txt'])
  await expect(files.getByRole('alert')).toContainText('Le disque est plein')
  await files.getByRole('button', { name: 'Réessayer' }).click()
  await expect(files.getByRole('link', { name: 'devis.txt' })).toBeVisible()
  await expect(files.getByRole('alert')).toHaveCount(0)
})

test('files go on their way while one looks at something else', { tag: '@long' }, async ({ window, host }) => {
  const id = await sheet(window, host)
  let goOn = (): void => {}
  const held = new Promise<void>(resolve => (goOn = resolve))
  await window.route('**/api/files?**', async route => {
    await held
    await route.continue()
  })
  await giveFiles(filesOf(window), 'drop', ['un.txt', 'deux.txt'])
  await expect(filesOf(window).getByRole('progressbar', { name: 'Envoi de deux.txt' })).toBeVisible()
  await window.getByRole('link', { name: 'Organisations' }).click()
  await window.getByRole('link', { name: 'Scierie du Val' }).click()
  await filesOf(window).getByRole('button', { name: 'Interrompre l’envoi : deux.txt' }).click()
  await window.getByRole('link', { name: 'Organisations' }).click()
  goOn()
  await expect(window.getByRole('status').getByText('Document ajouté : un.txt')).toBeVisible()
  await visit(window, host, `/organisation/${id}`)
  await expect(filesOf(window).getByRole('listitem')).toHaveCount(1)
})

test('a sheet with notes and files passes axe', { tag: '@long' }, async ({ window, host }) => {
  await host.call('app.addSample', {})
  const { rows } = await host.call<{ rows: { id: string }[] }>('entities.list', { type: 'organisation', text: 'balmes' })
  await visit(window, host, `/organisation/${rows[0]!.id}`)
  await expect(filesOf(window).getByRole('listitem')).toHaveCount(2)
  await window.getByRole('textbox', { name: 'Nouvelle note' }).fill('En cours')
  await texts(window).first().hover()
  await expectAccessible(window)
})

import type { Page } from '@playwright/test'
import { crc32, deflateSync } from 'node:zlib'
import { expectAccessible } from './accessible.ts'
import { expect, type Host, test, visit } from './host.ts'

const edit = (window: Page, host: Host, id: string): Promise<void> => visit(window, host, `/contact/${id}/modifier`)
const field = (window: Page, name: string) => window.getByLabel(name, { exact: true })
const saved = (host: Host, id: string) => host.call<{ record: Record<string, unknown> }>('entities.get', { id }).then(({ record }) => record)

/** A picture whose left half is red and whose right half is blue. */
const png = (width: number, height: number): Buffer => {
  const lines = Buffer.alloc((width * 3 + 1) * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) lines[y * (width * 3 + 1) + 1 + x * 3 + (x < width / 2 ? 0 : 2)] = 255
  }
  const uint32 = (value: number): Buffer => {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(value)
    return bytes
  }
  const chunk = (type: string, data: Buffer): Buffer => {
    const named = Buffer.concat([Buffer.from(type), data])
    return Buffer.concat([uint32(data.length), named, uint32(crc32(named))])
  }
  const header = Buffer.concat([uint32(width), uint32(height), Buffer.from([8, 2, 0, 0, 0])])
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header), chunk('IDAT', deflateSync(lines)), chunk('IEND', Buffer.alloc(0))])
}

const choosePicture = async (window: Page, buffer: Buffer, name = 'portrait.png', mimeType = 'image/png'): Promise<void> => {
  const chooser = window.waitForEvent('filechooser')
  await window.getByRole('button', { name: /fichier : Photo/ }).click()
  await (await chooser).setFiles({ name, mimeType, buffer })
}

/** Size and corner colours of a picture that the window shows. */
const look = (window: Page) =>
  window.getByRole('img', { name: 'Image : Photo' }).evaluate(async (shown: HTMLImageElement) => {
    await shown.decode()
    const canvas = new OffscreenCanvas(shown.naturalWidth, shown.naturalHeight)
    const pen = canvas.getContext('2d', { willReadFrequently: true })!
    pen.drawImage(shown, 0, 0)
    const colourAt = (x: number): string => {
      const [red, , blue] = pen.getImageData(x, 1, 1, 1).data
      return red! > blue! ? 'red' : 'blue'
    }
    return { width: canvas.width, height: canvas.height, left: colourAt(1), right: colourAt(canvas.width - 2) }
  })

test('a draft survives the crash of the window', async ({ window, host, context }) => {
  const [id] = await host.create('contact', [{ lastName: 'Thévenet', jobTitle: 'Acheteuse' }])
  await edit(window, host, id!)
  await field(window, 'Fonction').fill('Architecte')
  await expect(window.getByText('Brouillon gardé sur ce poste')).toBeVisible()
  const crashed = window.waitForEvent('crash')
  window.goto('chrome://crash').catch(() => {})
  await crashed
  await host.call('entities.save', { type: 'contact', id, patch: { jobTitle: 'Directrice', department: 'Achats' } })

  const other = await context.newPage()
  await edit(other, host, id!)
  await expect(field(other, 'Fonction')).toHaveValue('Architecte')
  await expect(field(other, 'Service')).toHaveValue('Achats')
  const notice = other.getByRole('status').filter({ hasText: 'Brouillon du' })
  await expect(notice).toContainText('1 champ n’était pas enregistré. Depuis, la fiche a changé : Fonction, Service.')
  await expect(other.locator('#field-jobTitle-said')).toContainText('Changé ailleurs : Directrice')
  await expectAccessible(other)

  await notice.getByRole('button', { name: 'Repartir de la fiche' }).click()
  await expect(field(other, 'Fonction')).toHaveValue('Directrice')
  await expect(notice).toBeHidden()
  await other.getByRole('status').getByRole('button', { name: 'Reprendre' }).click()
  await expect(field(other, 'Fonction')).toHaveValue('Architecte')
})

test('a form that is left keeps its draft and says so', async ({ window, host }) => {
  await visit(window, host, '/contact/nouveau')
  await field(window, 'Nom').fill('Pélissier')
  await window.getByRole('button', { name: 'Annuaire' }).click()
  await window.getByRole('menuitem', { name: 'Organisations' }).click()
  await expect(window.getByText('Brouillon gardé : 1 champ non enregistré')).toBeVisible()
  await window.getByRole('button', { name: '1 brouillon' }).click()
  await expectAccessible(window)
  await window.getByRole('dialog', { name: 'Brouillons non enregistrés' }).getByRole('button', { name: /^Pélissier/ }).click()
  await expect(field(window, 'Nom')).toHaveValue('Pélissier')
  await window.keyboard.press('Control+s')
  await expect(window.getByRole('heading', { level: 1, name: 'Pélissier' })).toBeVisible()
  await expect(window.getByRole('button', { name: /brouillon/ })).toBeHidden()
})

test('a form works where the browser keeps nothing', { tag: '@long' }, async ({ window, host }) => {
  await window.addInitScript(() => {
    Object.defineProperty(globalThis, 'indexedDB', { get: () => undefined })
  })
  await visit(window, host, '/contact/nouveau')
  await field(window, 'Nom').fill('Moreau')
  await expect(window.getByText('Brouillon gardé tant que cette fenêtre reste ouverte')).toBeVisible()
  await window.keyboard.press('Control+Enter')
  await expect(window.getByRole('heading', { level: 1, name: 'Moreau' })).toBeVisible()
})

test('an untouched field follows its record, one that is typed in never', async ({ window, host }) => {
  const [first, second] = await host.create('organisation', [{ name: 'Scierie du Val' }, { name: 'Ateliers Brune' }])
  const [id] = await host.create('contact', [{ lastName: 'Moreau', jobTitle: 'Acheteur', status: 'prospect', organisation: first }])
  await edit(window, host, id!)
  await field(window, 'Fonction').fill('Gérant')
  await host.call('entities.save', { type: 'contact', id, patch: { jobTitle: 'Directeur', status: 'client', organisation: second } })
  await expect(field(window, 'Statut commercial')).toHaveValue('Client')
  await expect(field(window, 'Organisation')).toHaveValue('Ateliers Brune')
  await expect(window.locator('#field-status-said')).toContainText('Mis à jour ailleurs')
  await expect(window.locator('#field-jobTitle-said')).toContainText('Changé ailleurs : Directeur')
  await expect(field(window, 'Fonction')).toHaveValue('Gérant')
  await window.getByRole('button', { name: 'Reprendre cette valeur' }).click()
  await expect(field(window, 'Fonction')).toHaveValue('Directeur')
  await field(window, 'Notes').fill('Rappeler jeudi.')
  await window.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(window.getByRole('heading', { level: 1, name: 'Moreau' })).toBeVisible()
  await expect.poll(() => saved(host, id!)).toMatchObject({ jobTitle: 'Directeur', status: 'client', notes: 'Rappeler jeudi.', organisation: { id: second } })
})

test('a conflict is settled field by field, by keyboard', async ({ window, host }) => {
  const [first, second, third] = await host.create('organisation', [{ name: 'Scierie du Val' }, { name: 'Ateliers Brune' }, { name: 'Fournil du Lac' }])
  const [id] = await host.create('contact', [{ lastName: 'Moreau', jobTitle: 'Acheteur', organisation: first, notes: 'Livrer au nord.' }])
  await edit(window, host, id!)
  await field(window, 'Organisation').fill('Ateliers')
  await window.getByRole('option', { name: 'Ateliers Brune' }).click()
  await field(window, 'Fonction').fill('Gérant')
  await field(window, 'Notes').fill('Livrer au nord. Fermé à midi.')
  await host.call('entities.save', { type: 'contact', id, patch: { jobTitle: 'Directeur', organisation: third, notes: 'Livrer au nord. Sonner.' } })
  await window.keyboard.press('Control+Enter')
  await expect(window.getByRole('heading', { name: '3 champs à départager' })).toBeFocused()
  const save = window.getByRole('button', { name: 'Enregistrer mes choix' })
  await expect(save).toBeDisabled()
  const organisations = window.getByRole('group', { name: 'Organisation' })
  await expect(organisations.getByRole('radio')).toHaveCount(3)
  await expect(organisations).toContainText('Ateliers Brune')
  await expect(organisations).toContainText('Fournil du Lac')
  await expect(organisations).toContainText('Scierie du Val')
  await expect(window.getByRole('group', { name: 'Notes' }).locator('mark')).toHaveText([/Fermé à midi/, /Sonner/])
  await expectAccessible(window)

  await organisations.getByRole('radio', { name: /^Ma version/ }).focus()
  await window.keyboard.press('Space')
  await window.getByRole('group', { name: 'Fonction' }).getByRole('radio', { name: /^Avant/ }).focus()
  await window.keyboard.press('Space')
  await expect(window.getByText('2 champs sur 3 choisis')).toBeVisible()
  await window.getByRole('group', { name: 'Notes' }).getByRole('radio', { name: /^L’autre version/ }).focus()
  await window.keyboard.press('Space')
  await window.keyboard.press('Control+Enter')
  await expect(window.getByRole('heading', { level: 1, name: 'Moreau' })).toBeVisible()
  await expect.poll(() => saved(host, id!)).toMatchObject({ jobTitle: 'Acheteur', notes: 'Livrer au nord. Sonner.', organisation: { id: second } })
})

test('a form that is saved at once keeps the organisation that is still being made', { tag: '@long' }, async ({ window, host }) => {
  await visit(window, host, '/contact/nouveau')
  await field(window, 'Nom').fill('Vasseur')
  await field(window, 'Organisation').fill('Brasserie Vallier')
  await expect(window.getByRole('option', { name: /Créer «\s?Brasserie Vallier/ })).toBeVisible()
  await window.keyboard.press('Enter')
  await window.keyboard.press('Control+Enter')
  await expect(window.getByRole('region', { name: 'Fiche' }).getByRole('link', { name: 'Brasserie Vallier' })).toBeVisible()
})

test('an organisation is made within the form of a contact, by keyboard alone', async ({ window, host }) => {
  await visit(window, host, '/contact/nouveau')
  await field(window, 'Nom').fill('Moreau')
  await field(window, 'Organisation').focus()
  await window.keyboard.type('Fournil du Lac')
  await expect(window.getByRole('option', { name: 'Remplir la fiche de « Fournil du Lac »…' })).toBeVisible()
  await window.keyboard.press('ArrowDown')
  await window.keyboard.press('Enter')
  const dialog = window.getByRole('dialog', { name: 'Nouvelle organisation' })
  await expect(dialog.getByLabel('Nom')).toBeFocused()
  await expect(dialog.getByLabel('Nom')).toHaveValue('Fournil du Lac')
  await expectAccessible(window)
  await window.keyboard.press('Tab')
  await window.keyboard.type('04 76 11 22 33')
  await window.keyboard.press('Tab')
  await window.keyboard.type('sans arobase')
  await window.keyboard.press('Enter')
  await expect(dialog.getByText('n’est pas une adresse de courriel')).toBeVisible()
  await dialog.getByLabel('Courriels').fill('pain@example.org')
  await window.keyboard.press('Tab')
  await window.keyboard.type('Annecy')
  await window.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  await expect(field(window, 'Organisation')).toHaveValue('Fournil du Lac')
  await expect(field(window, 'Organisation')).toBeFocused()
  const { rows } = await host.call<{ rows: Record<string, unknown>[] }>('entities.list', { type: 'organisation', view: ['phones', 'emails', 'billingAddress.city'] })
  expect(rows).toMatchObject([{ title: 'Fournil du Lac', phones: [{ value: '04 76 11 22 33', label: 'work' }], emails: [{ value: 'pain@example.org', label: 'work' }], 'billingAddress.city': 'Annecy' }])
})

test('an open list takes a new value, and a value of several a label of one’s own', { tag: '@long' }, async ({ window, host }) => {
  await visit(window, host, '/contact/nouveau')
  await field(window, 'Nom').fill('Moreau')
  await field(window, 'Secteur d’activité').fill('Lutherie')
  await window.getByRole('option', { name: 'Ajouter « Lutherie » à la liste' }).click()
  await expect(field(window, 'Secteur d’activité')).toHaveValue('Lutherie')
  await window.getByRole('button', { name: 'Ajouter à : Téléphones' }).click()
  await field(window, 'Téléphones 1').fill('04 76 11 22 33')
  const label = window.getByRole('combobox', { name: 'Étiquette : Téléphones 1' })
  await label.click()
  await window.getByRole('option', { name: 'Autre étiquette…' }).click()
  await expect(window.getByRole('textbox', { name: 'Étiquette : Téléphones 1' })).toBeFocused()
  await window.keyboard.type('atelier')
  await window.keyboard.press('Enter')
  await expect(label).toHaveText('atelier')
  await expect(label).toBeFocused()
  await window.keyboard.press('Control+Enter')
  await expect(window.getByRole('heading', { level: 1, name: 'Moreau' })).toBeVisible()
  await expect(window.getByText('Lutherie').first()).toBeVisible()
  await visit(window, host, '/organisation/nouveau')
  await field(window, 'Secteur d’activité').fill('luth')
  await expect(window.getByRole('option', { name: 'Lutherie', exact: true })).toBeVisible()
})

test('a picture is cropped by keyboard, made small and kept', async ({ window, host }) => {
  await visit(window, host, '/contact/nouveau')
  await field(window, 'Nom').fill('Moreau')
  await choosePicture(window, png(2_400, 1_200))
  const dialog = window.getByRole('dialog', { name: 'Recadrer l’image' })
  await expect(dialog.getByRole('application', { name: 'Cadrage' })).toBeFocused()
  await expectAccessible(window)
  for (let i = 0; i < 8; i++) await window.keyboard.press('Shift+ArrowLeft')
  await window.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  await expect(window.getByRole('img', { name: 'Image : Photo' })).toBeVisible()
  expect(await look(window)).toEqual({ width: 1_024, height: 1_024, left: 'red', right: 'red' })
  await window.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(window.getByRole('heading', { level: 1, name: 'Moreau' })).toBeVisible()
  const { rows } = await host.call<{ rows: { picture: unknown }[] }>('entities.list', { type: 'contact', view: ['picture'] })
  expect(rows).toMatchObject([{ picture: { name: 'portrait.webp', mime: 'image/webp' } }])
})

test('a picture is turned as its camera says', { tag: '@long' }, async ({ window, host }) => {
  await visit(window, host, '/contact/nouveau')
  const bytes = await window.evaluate(async () => {
    const canvas = new OffscreenCanvas(80, 40)
    const pen = canvas.getContext('2d')!
    pen.fillStyle = '#f00'
    pen.fillRect(0, 0, 80, 40)
    const blob = await canvas.convertToBlob({ type: 'image/jpeg' })
    return [...new Uint8Array(await blob.arrayBuffer())]
  })
  // One directory entry after the start of the image: orientation 6, a quarter turn.
  const turn = Buffer.from('ffe100224578696600004d4d002a00000008000101120003000000010006000000000000', 'hex')
  await choosePicture(window, Buffer.concat([Buffer.from(bytes.slice(0, 2)), turn, Buffer.from(bytes.slice(2))]), 'photo.jpg', 'image/jpeg')
  await window.getByRole('button', { name: 'Garder l’image entière' }).click()
  expect(await look(window)).toMatchObject({ width: 40, height: 80 })
})

test('a picture is pasted or dropped, and a file that is none is refused in words', { tag: '@long' }, async ({ window, host }) => {
  await visit(window, host, '/contact/nouveau')
  const give = (kind: 'paste' | 'drop', content: Buffer, name: string) =>
    window.evaluate(
      ({ how, bytes, file }) => {
        const data = new DataTransfer()
        data.items.add(new File([new Uint8Array(bytes)], file, { type: 'image/png' }))
        const event = how === 'paste' ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }) : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
        document.querySelector('#field-lastName')!.dispatchEvent(event)
      },
      { how: kind, bytes: [...content], file: name },
    )
  await give('paste', png(60, 60), 'collée.png')
  await window.getByRole('button', { name: 'Garder ce cadrage' }).click()
  await expect(window.getByRole('img', { name: 'Image : Photo' })).toBeVisible()
  expect(await look(window)).toEqual({ width: 60, height: 60, left: 'red', right: 'blue' })
  await give('drop', Buffer.from('du texte'), 'notes.png')
  await expect(window.getByRole('alert')).toContainText('« notes.png » n’est pas une image lisible.')
  await expect(window.getByRole('img', { name: 'Image : Photo' })).toBeVisible()
})

/** Opens the editor of a cell in the list of contacts. */
const editCell = async (window: Page, name: string): Promise<void> => {
  const grid = window.getByRole('grid', { name: 'Contacts' })
  const headings = await grid.getByRole('columnheader').allInnerTexts()
  const first = headings.findIndex(text => text.includes('Nom'))
  await grid.focus()
  await window.keyboard.press('Home')
  for (let step = headings.findIndex(text => text.includes(name)) - first; step > 0; step--) await window.keyboard.press('ArrowRight')
  await window.keyboard.press('F2')
}

test('a field edited in place shows what someone else wrote in it', async ({ window, host }) => {
  const [id] = await host.create('contact', [{ lastName: 'Moreau', jobTitle: 'Acheteur' }])
  await visit(window, host, '/contact')
  await expect(window.getByRole('row', { name: /Moreau/ })).toBeVisible()
  await editCell(window, 'Fonction')
  const editor = window.getByRole('textbox', { name: 'Fonction', exact: true })
  await expect(editor).toBeFocused()
  await window.keyboard.type('Gérant')
  await host.call('entities.save', { type: 'contact', id, patch: { jobTitle: 'Directeur' } })
  await window.keyboard.press('Enter')
  const said = window.getByRole('alert')
  await expect(said).toContainText('Directeur')
  await expect(editor).toHaveValue('Gérant')
  await said.getByRole('button', { name: 'Garder la mienne' }).click()
  await expect(window.getByText('Enregistré : Moreau, Fonction')).toBeVisible()
  await expect.poll(() => saved(host, id!)).toMatchObject({ jobTitle: 'Gérant' })
})

test('what cannot be kept in place is not lost when its place goes away', { tag: '@long' }, async ({ window, host }) => {
  await host.create('contact', [{ lastName: 'Moreau', emails: [{ value: 'moreau@example.org', label: 'work' }] }])
  await visit(window, host, '/contact')
  await expect(window.getByRole('row', { name: /Moreau/ })).toBeVisible()
  await editCell(window, 'Courriels')
  await expect(field(window, 'Courriels 1')).toBeFocused()
  await window.keyboard.type('sans arobase')
  await window.keyboard.press('Enter')
  await expect(window.getByRole('alert')).toContainText('« sans arobase » n’est pas une adresse de courriel.')
  await expectAccessible(window)
  await window.getByRole('button', { name: 'Annuaire' }).click()
  await window.getByRole('menuitem', { name: 'Organisations' }).click()
  await window.getByRole('status').getByRole('button', { name: 'Reprendre' }).click()
  await expect(field(window, 'Courriels 1')).toHaveValue('sans arobase')
})

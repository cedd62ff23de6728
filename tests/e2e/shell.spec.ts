import { expect, test, visit } from './host.ts'

test('who begins is offered their files, a sample or an empty notebook; the sample goes in one click', async ({ window, host }) => {
  await window.goto(host.url)
  await expect(window.getByRole('heading', { level: 1, name: 'Bienvenue' })).toBeVisible()
  await window.getByRole('button', { name: 'English' }).click()
  await expect(window.getByRole('heading', { level: 1, name: 'Welcome' })).toBeVisible()
  await window.getByRole('button', { name: 'Français' }).click()
  await window.getByRole('radio', { name: /Avec un exemple/ }).check()
  await window.getByRole('button', { name: 'Continuer' }).click()
  await expect(window.getByRole('grid', { name: 'Contacts' })).toBeVisible()
  await expect(window.getByText('Vous regardez un exemple')).toBeVisible()
  await window.goto(host.url)
  await expect(window).toHaveURL(/\/contact$/)
  await window.getByRole('button', { name: 'Retirer l’exemple' }).click()
  await expect(window.getByRole('heading', { level: 1, name: 'Bienvenue' })).toBeVisible()
  expect((await host.call<{ count: number }>('entities.count', { type: 'organisation' })).count).toBe(0)
})

test('G and a letter lead to lists, ? shows every key, and letters can be switched off', async ({ window, host }) => {
  await visit(window, host, '/contact')
  await window.getByRole('heading', { level: 1 }).click()
  await window.keyboard.press('g')
  await window.keyboard.press('o')
  await expect(window).toHaveURL(/\/organisation$/)
  await window.keyboard.type('?')
  const keys = window.getByRole('dialog', { name: 'Tous les raccourcis' })
  await expect(keys.getByText('Aller à : Affaires')).toBeVisible()
  await window.keyboard.press('Escape')
  await expect(keys).toBeHidden()
  await window.getByRole('button', { name: 'Préférences' }).click()
  await window.getByRole('checkbox', { name: /une lettre seule/ }).uncheck()
  await window.keyboard.press('Escape')
  await expect(window.getByRole('dialog', { name: 'Préférences' })).toBeHidden()
  await window.getByRole('heading', { level: 1 }).click()
  await window.keyboard.press('n')
  await window.keyboard.press('Control+k')
  await expect(window.getByRole('combobox', { name: 'Rechercher partout' })).toBeFocused()
  await expect(window).toHaveURL(/\/organisation$/)
})

test('the search begins with what was opened last', async ({ window, host }) => {
  const [first, second] = await host.create('contact', [{ lastName: 'Abadie' }, { lastName: 'Moreau' }])
  for (const id of [first, second]) {
    await visit(window, host, `/contact/${id}`)
    await expect(window.getByRole('region', { name: 'Fiche' })).toBeVisible()
  }
  await visit(window, host, '/organisation')
  await window.keyboard.press('Control+k')
  await expect(window.getByRole('option')).toHaveText([/Moreau/, /Abadie/])
  await window.keyboard.press('ArrowDown')
  await window.keyboard.press('Enter')
  await expect(window.getByRole('heading', { level: 1, name: 'Abadie' })).toBeVisible()
})

test('a file dropped anywhere is one to import', async ({ window, host }) => {
  await visit(window, host, '/organisation')
  const dropped = await window.evaluateHandle(() => {
    const data = new DataTransfer()
    data.items.add(new File(['Nom;Prénom;E-mail\nAbadie;Océane;oceane@exemple.fr\n'], 'gens.csv', { type: 'text/csv' }))
    return data
  })
  await window.dispatchEvent('main', 'dragover', { dataTransfer: dropped })
  await expect(window.getByText('Déposez pour importer')).toBeVisible()
  await window.dispatchEvent('main', 'drop', { dataTransfer: dropped })
  await expect(window).toHaveURL(/\/importer$/)
  await expect(window.getByText('gens.csv').first()).toBeVisible()
})

test('rows are as high as the person likes, and stay so', async ({ window, host }) => {
  await host.create('contact', [{ lastName: 'Abadie' }])
  await window.getByRole('button', { name: 'Préférences' }).click()
  await window.getByRole('button', { name: 'Aérée' }).click()
  await expect(window.locator('html')).toHaveAttribute('data-density', 'airy')
  await visit(window, host, '/contact')
  await expect.poll(async () => (await window.getByRole('row').nth(1).boundingBox())?.height).toBe(44)
})

test('what Calepin is and where the data lies can be read and copied', async ({ window, host, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await visit(window, host, '/contact')
  await window.getByRole('button', { name: /^Calepin \d/ }).click()
  await window.getByRole('dialog', { name: 'À propos de Calepin' }).getByRole('button', { name: 'Copier les détails' }).click()
  await expect(window.getByRole('button', { name: 'Copié' })).toBeVisible()
  expect(await window.evaluate(() => navigator.clipboard.readText())).toMatch(/^Calepin \d/)
})

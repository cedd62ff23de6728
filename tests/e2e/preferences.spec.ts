import { contacts, expect, test, visit } from './host.ts'

test('language and theme change at once and are remembered', async ({ window, host }) => {
  await host.create('contact', contacts(2))
  await visit(window, host, '/contact')
  await expect(window.getByText('2 contacts')).toBeVisible()
  await window.getByRole('button', { name: 'Préférences' }).click()
  await window.getByRole('button', { name: 'English' }).click()
  await expect(window.getByText('Preferences').or(window.getByText('Language')).first()).toBeVisible()
  await expect(window.locator('html')).toHaveAttribute('lang', 'en')
  await window.getByRole('button', { name: 'Dark' }).click()
  await expect(window.locator('html')).toHaveAttribute('data-theme', 'dark')
  await visit(window, host, '/contact')
  await expect(window.getByRole('columnheader', { name: 'First name' })).toBeVisible()
  await expect(window.locator('html')).toHaveAttribute('data-theme', 'dark')
  expect(await host.call('app.info', {})).toMatchObject({ settings: { language: 'en', theme: 'dark' } })
})

test('the footer tells where the data is and what protects it', async ({ window, host }) => {
  await visit(window, host, '/contact')
  const footer = window.getByRole('contentinfo')
  await expect(footer).toContainText('Tout est enregistré')
  await expect(footer).toContainText('calepin-e2e-')
  await expect(footer).toContainText('Chiffré par un fichier de clé')
})

test('a lost connection is said, and found again by itself', async ({ window, host }) => {
  let isDown = false
  let cut = (): void => {}
  await visit(window, host, '/contact')
  await window.routeWebSocket(/\/ws$/, socket => {
    if (isDown) return void socket.close()
    socket.connectToServer()
    cut = () => void socket.close()
  })
  await host.create('contact', contacts(1))
  await visit(window, host, '/contact')
  await expect(window.getByText('1 contact', { exact: true })).toBeVisible()
  isDown = true
  cut()
  await expect(window.getByText('Connexion perdue avec Calepin')).toBeVisible()
  await host.create('contact', contacts(1))
  isDown = false
  await expect(window.getByText('Connexion perdue avec Calepin')).toBeHidden({ timeout: 20_000 })
  await expect(window.getByText('2 contacts', { exact: true })).toBeVisible()
})

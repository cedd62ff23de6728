import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { expectAccessible } from './accessible.ts'
import { expect, test, visit } from './host.ts'

/** A mail server on loopback that keeps what it is given, or refuses every recipient. */
const mailServer = async (): Promise<{ port: number; taken: string[]; refuses: boolean; close(): Promise<void> }> => {
  const taken: string[] = []
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    authOptional: true,
    logger: false,
    onRcptTo: (_, __, done) => (started.refuses ? done(Object.assign(new Error('no such user'), { responseCode: 550 })) : done()),
    onData: (stream, _, done) => {
      const pieces: Buffer[] = []
      stream.on('data', (piece: Buffer) => pieces.push(piece))
      stream.on('end', () => {
        taken.push(Buffer.concat(pieces).toString())
        done()
      })
    },
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const started = { port: (server.server.address() as AddressInfo).port, taken, refuses: false, close: () => new Promise<void>(resolve => server.close(() => resolve())) }
  return started
}

test('an account is added and tried, a mail is written from a contact and leaves', async ({ window, host }) => {
  const server = await mailServer()
  const [id] = await host.create('contact', [{ lastName: 'Lefèvre', firstName: 'Anaïs', emails: [{ value: 'anais@exemple.org' }] }])
  await visit(window, host, '/reglages/messagerie')
  await expect(window.getByText('Aucun compte de messagerie')).toBeVisible()
  await window.getByRole('button', { name: 'Nouveau compte de messagerie' }).click()
  const dialog = window.getByRole('dialog')
  await dialog.getByLabel('Adresse').fill('atelier@exemple.fr')
  await dialog.getByLabel('Nom affiché').fill('Atelier Bois')
  await expect(dialog.getByLabel('Serveur d’envoi')).toHaveValue('smtp.exemple.fr')
  await dialog.getByLabel('Identifiant').fill('')
  await dialog.getByLabel('Serveur d’envoi').fill('127.0.0.1')
  await dialog.getByLabel('Port d’envoi').fill(String(server.port))
  await dialog.getByLabel('Sécurité de l’envoi').selectOption('none')
  await dialog.getByLabel('Serveur de réception').fill('')
  await dialog.getByRole('button', { name: 'Essayer' }).click()
  await expect(dialog.getByText('La connexion fonctionne.')).toBeVisible()
  await expectAccessible(window)
  await dialog.getByRole('button', { name: 'Enregistrer' }).click()
  await expect(window.getByRole('listitem').filter({ hasText: 'atelier@exemple.fr' })).toBeVisible()

  await visit(window, host, `/contact/${id}`)
  await window.getByRole('link', { name: 'Écrire' }).click()
  await expect(window.getByRole('heading', { level: 1, name: 'Nouveau courriel' })).toBeVisible()
  await expect(window.getByText('anais@exemple.org')).toBeVisible()
  await window.getByLabel('Objet').fill('Votre terrasse')
  await window.getByRole('textbox', { name: 'Texte' }).fill('Où en êtes-vous ?')
  await expectAccessible(window)
  await window.getByRole('button', { name: 'Envoyer', exact: true }).click()
  await expect(window.getByRole('heading', { level: 1, name: 'Votre terrasse' })).toBeVisible()
  await expect(window.getByText('Envoyé', { exact: true })).toBeVisible({ timeout: 15_000 })
  expect(server.taken).toHaveLength(1)
  expect(server.taken[0]).toContain('To: anais@exemple.org')
  await expectAccessible(window)
  await server.close()
})

test('a mail being written is found again when its page is opened anew, with the file it carries', async ({ window, host }) => {
  const [id] = await host.create('contact', [{ lastName: 'Lefèvre', firstName: 'Anaïs', emails: [{ value: 'anais@exemple.org' }] }])
  await visit(window, host, `/emailMessage/nouveau?about=contact:${id}`)
  await expect(window.getByText('anais@exemple.org')).toBeVisible()
  await window.getByLabel('Objet').fill('Votre terrasse')
  await window.getByRole('textbox', { name: 'Texte' }).fill('Où en êtes-vous ?')
  await window.getByLabel('Joindre un fichier').setInputFiles({ name: 'devis.txt', mimeType: 'text/plain', buffer: Buffer.from('Douze lames de douglas') })
  await expect(window.getByText('devis.txt')).toBeVisible()
  await expect(window.getByText('Brouillon gardé sur ce poste')).toBeVisible()
  await window.reload()

  await expect(window.getByText(/Brouillon du .*3 champs/)).toBeVisible()
  await expect(window.getByLabel('Objet')).toHaveValue('Votre terrasse')
  await expect(window.getByRole('textbox', { name: 'Texte' })).toHaveText('Où en êtes-vous ?')
  await expect(window.getByText('devis.txt')).toBeVisible()
  await window.getByRole('button', { name: 'Repartir d’une fiche vide' }).click()
  await expect(window.getByLabel('Objet')).toHaveValue('')
  await expect(window.getByText('anais@exemple.org')).toBeVisible()
  await window.getByRole('button', { name: 'Reprendre' }).click()
  await expect(window.getByLabel('Objet')).toHaveValue('Votre terrasse')
  await window.getByRole('button', { name: 'Garder en brouillon' }).click()
  await expect(window.getByRole('heading', { level: 1, name: 'Votre terrasse' })).toBeVisible()
  await expect(window.getByRole('link', { name: 'devis.txt' })).toBeVisible()

  await visit(window, host, `/emailMessage/nouveau?about=contact:${id}`)
  await expect(window.getByText('anais@exemple.org')).toBeVisible()
  await expect(window.getByLabel('Objet')).toHaveValue('')
})

test('a mail that failed says why, is counted below, and leaves when it is sent again', async ({ window, host }) => {
  const server = await mailServer()
  server.refuses = true
  await host.create('mailAccount', [{ name: 'Atelier', address: 'atelier@exemple.fr', smtpHost: '127.0.0.1', smtpPort: server.port, smtpSecurity: 'none' }])
  const [id] = await host.create('emailMessage', [{ state: 'waiting', subject: 'Relance', to: [{ value: 'parti@exemple.org' }], text: 'Bonjour' }])
  await visit(window, host, `/emailMessage/${id}`)
  await expect(window.getByText('Ce courriel n’est pas parti.')).toBeVisible({ timeout: 15_000 })
  await window.getByRole('link', { name: '1 courriel non envoyé' }).click()
  await window.getByRole('row', { name: /Relance/ }).getByRole('link', { name: 'Relance' }).click()
  server.refuses = false
  await window.getByRole('button', { name: 'Envoyer de nouveau' }).click()
  await expect(window.getByText('Envoyé', { exact: true })).toBeVisible({ timeout: 15_000 })
  expect(server.taken).toHaveLength(1)
  await server.close()
})

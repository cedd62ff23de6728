import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import hoodiecrow from 'hoodiecrow-imap'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { MailRow } from '../../renderer/modules/emails/mail-row.ts'
import { refusal, startMailServer } from '../fixtures/mail-server.ts'
import { openTestCore, stage, type TestCore, valueOf } from '../fixtures/core.ts'

const PASSWORD = 'Tr0ubadour-des-Ardennes'

const accountOn = async ({ client }: TestCore, port: number, more: Record<string, unknown> = {}): Promise<string> =>
  (await valueOf(client.entities.save({ type: 'mailAccount', patch: { name: 'Atelier', address: 'atelier@exemple.fr', smtpHost: '127.0.0.1', smtpPort: port, smtpSecurity: 'none', ...more } }))).record.id

const mailTo = async ({ client }: TestCore, patch: Record<string, unknown> = {}): Promise<{ id: string; op: string }> => {
  const { record, op } = await valueOf(client.entities.save({ type: 'emailMessage', patch: { state: 'waiting', subject: 'Votre terrasse', to: [{ value: 'anais@exemple.org' }], text: 'Bonjour', ...patch } }))
  return { id: record.id, op }
}

const stateOf = async ({ client }: TestCore, id: string): Promise<MailRow['state']> => ((await valueOf(client.entities.get({ type: 'emailMessage', id }))).record as MailRow).state
const becomes = async (test: TestCore, id: string, state: string): Promise<void> => {
  await expect.poll(() => stateOf(test, id), { timeout: 20_000 }).toBe(state)
}

describe('mails', () => {
  it('leave by themselves once they wait, with their files, and stay as they were sent', async () => {
    const server = await startMailServer()
    const test = await openTestCore()
    const { client } = test
    await accountOn(test, server.port)
    const file = await stage(test, 'devis.txt', 'Terrasse en mélèze')
    const { id, op } = await mailTo(test, { attachments: [{ value: { file, name: 'devis.txt', mime: 'text/plain', size: 18 } }] })
    await becomes(test, id, 'sent')
    expect(server.taken).toHaveLength(1)
    expect(server.taken[0]!.text).toContain('filename=devis.txt')
    expect(await client.journal.undo({ op })).toMatchObject({ ok: false, error: { code: 'EMAIL_SENT' } })
    expect(await client.entities.save({ type: 'emailMessage', id, patch: { subject: 'Autre chose' } })).toMatchObject({ ok: false, error: { code: 'EMAIL_SENT' } })
    expect(await stateOf(test, id)).toBe('sent')
    expect((await valueOf(client.journal.operations({ limit: 20 }))).operations.filter(({ name }) => name === 'sendMails')).toHaveLength(1)
  }, 60_000)

  it('can be taken back while they wait, also by undoing', async () => {
    const test = await openTestCore()
    const { client } = test
    const { id, op } = await mailTo(test)
    const { count, op: cancelled } = await valueOf(client.emails.act({ ids: [id], as: 'cancel' }))
    expect(count).toBe(1)
    expect(await stateOf(test, id)).toBe('cancelled')
    await valueOf(client.journal.undo({ op: cancelled }))
    expect(await stateOf(test, id)).toBe('waiting')
    await valueOf(client.journal.undo({ op }))
    const server = await startMailServer()
    await accountOn(test, server.port)
    const { id: other } = await mailTo(test)
    await becomes(test, other, 'sent')
    expect(server.taken).toHaveLength(1)
  }, 60_000)

  it('that failed say why and can be sent again', async () => {
    const server = await startMailServer()
    server.judgeRecipient = () => {
      throw refusal(550, 'no such user')
    }
    const test = await openTestCore()
    await accountOn(test, server.port)
    const { id } = await mailTo(test)
    await becomes(test, id, 'failed')
    expect((await valueOf(test.client.emails.outbox({}))).failed).toBe(1)
    server.judgeRecipient = () => {}
    await valueOf(test.client.emails.act({ ids: [id], as: 'again' }))
    await becomes(test, id, 'sent')
  }, 60_000)

  it('are given no state by hand that only the outbox gives', async () => {
    const test = await openTestCore()
    const { id } = await mailTo(test, { state: 'draft' })
    for (const state of ['sending', 'sent', 'failed', 'unsure']) expect(await test.client.entities.save({ type: 'emailMessage', id, patch: { state } })).toMatchObject({ ok: false, error: { code: 'EMAIL_STATE' } })
  })

  it('keep the password of an account out of records, exports and everything readable', async () => {
    const server = await startMailServer({ onAuth: ({ username, password }, _, done) => (password === PASSWORD && username === 'atelier' ? done(null, { user: username }) : done(refusal(535, 'no'))), authOptional: false })
    const test = await openTestCore()
    const { client, core, folder } = test
    const account = await accountOn(test, server.port, { user: 'atelier' })
    const { id } = await mailTo(test)
    await expect.poll(async () => (await valueOf(client.emails.outbox({}))).holds, { timeout: 20_000 }).toMatchObject([{ account, failure: { code: 'NO_SECRET' } }])
    expect(await valueOf(client.emails.tryServers({ account, user: 'atelier', secret: 'wrong', smtp: { host: '127.0.0.1', port: server.port, security: 'none' } }))).toMatchObject({ smtp: { code: 'LOGIN' } })
    await valueOf(client.emails.setSecret({ account, secret: PASSWORD }))
    expect(await valueOf(client.emails.tryServers({ account, user: 'atelier', smtp: { host: '127.0.0.1', port: server.port, security: 'none' } }))).toEqual({})
    await becomes(test, id, 'sent')
    expect(JSON.stringify((await valueOf(client.entities.get({ type: 'mailAccount', id: account }))).record)).not.toContain(PASSWORD)
    expect(JSON.stringify(await valueOf(client.journal.history({ id: account })))).not.toContain(PASSWORD)
    await core.close()
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) if (entry.isFile()) expect(readFileSync(join(entry.parentPath, entry.name)).includes(PASSWORD), entry.name).toBe(false)
  }, 60_000)

  it.each([
    ['127.0.0.1', 1, 'none', 'CONNECTION_REFUSED'],
    ['nulle-part.invalid', 25, 'none', /HOST_UNKNOWN|OFFLINE/],
  ] as const)('tell plainly what is wrong with %s:%i', async (host, port, security, code) => {
    const test = await openTestCore()
    const { smtp } = await valueOf(test.client.emails.tryServers({ smtp: { host, port, security } }))
    expect(smtp?.code).toMatch(code)
  })
})

const EML = (headers: string, body: string): string => `${headers.trim()}\r\n\r\n${body}`.replaceAll(/\r?\n/g, '\r\n')

describe('mails that come in', () => {
  it('are taken from files, clean of all that acts or loads, and belong to whom they are from', async () => {
    const test = await openTestCore()
    const { client } = test
    const { record: person } = await valueOf(client.entities.save({ type: 'contact', patch: { lastName: 'Lefèvre', emails: [{ value: 'Anais@Exemple.org' }] } }))
    const text = EML(
      `From: =?UTF-8?Q?Ana=C3=AFs?= <anais@exemple.org>\nTo: atelier@exemple.fr\nSubject: =?UTF-8?Q?D=C3=A9j=C3=A0_re=C3=A7u?=\nMessage-ID: <a@exemple.org>\nDate: Mon, 2 Mar 2026 10:00:00 +0100\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8`,
      `<p onclick="x()">Bonjour <b>Paul</b></p><script>alert(1)</script><img src="https://exemple.net/pixel.gif" alt="suivi"><a href="javascript:x()">là</a>`,
    )
    const file = await stage(test, 'reponse.eml', text)
    const { ids } = await valueOf(client.emails.take({ files: [file] }))
    const { record } = await valueOf(client.entities.get({ type: 'emailMessage', id: ids[0]! }))
    expect(record).toMatchObject({ state: 'received', direction: 'in', subject: 'Déjà reçu', from: 'anais@exemple.org', contact: { id: person.id }, messageId: '<a@exemple.org>' })
    expect(record['html']).toContain('<b>Paul</b>')
    expect(record['html']).not.toMatch(/script|onclick|pixel|javascript/)
    expect((await valueOf(client.emails.take({ files: [await stage(test, 'encore.eml', text)] }))).ids).toEqual([])
    expect(await client.emails.take({ files: [await stage(test, 'image.eml', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]))] })).toMatchObject({ ok: false, error: { code: 'FILE_UNREADABLE' } })
  }, 60_000)

  it('answer ours and belong where those do', async () => {
    const server = await startMailServer()
    const test = await openTestCore()
    const { client } = test
    await accountOn(test, server.port)
    const { record: deal } = await valueOf(client.entities.save({ type: 'opportunity', patch: { name: 'Terrasse' } }))
    const { id } = await mailTo(test, { opportunity: deal.id })
    await becomes(test, id, 'sent')
    const file = await stage(test, 'reponse.eml', EML(`From: quelquun@exemple.net\nSubject: Re: Votre terrasse\nMessage-ID: <b@exemple.net>\nIn-Reply-To: ${server.taken[0]!.messageId}\nAuto-Submitted: auto-replied`, 'Je suis absent.'))
    const { ids } = await valueOf(client.emails.take({ files: [file] }))
    expect((await valueOf(client.entities.get({ type: 'emailMessage', id: ids[0]! }))).record).toMatchObject({ opportunity: { id: deal.id }, inReplyTo: server.taken[0]!.messageId })
  }, 60_000)

  it('are read from the mailbox when they come from people known here or answer ours, each once', async () => {
    const box = hoodiecrow({ plugins: ['ID', 'UIDPLUS', 'LITERALPLUS'], storage: { INBOX: { messages: [] } } })
    await new Promise<void>(resolve => box.listen(0, resolve))
    onTestFinished(() => new Promise<void>(resolve => box.close(() => resolve())))
    const { port } = box.server.address()
    const test = await openTestCore()
    const { client } = test
    await valueOf(client.entities.save({ type: 'contact', patch: { lastName: 'Lefèvre', emails: [{ value: 'anais@exemple.org' }] } }))
    const account = await accountOn(test, 1, { user: 'testuser', imapHost: '127.0.0.1', imapPort: port, imapSecurity: 'none' })
    await valueOf(client.emails.setSecret({ account, secret: 'testpass' }))
    const arrive = (from: string, subject: string): void => box.appendMessage('INBOX', [], new Date(), EML(`From: ${from}\nTo: atelier@exemple.fr\nSubject: ${subject}\nMessage-ID: <${subject}@exemple.org>\nDate: ${new Date().toUTCString()}`, 'Bonjour'))
    arrive('anais@exemple.org', 'un')
    arrive('inconnu@exemple.net', 'deux')
    expect((await valueOf(client.emails.receive({}))).received).toBe(1)
    arrive('anais@exemple.org', 'trois')
    await valueOf(client.emails.receive({}))
    await valueOf(client.emails.receive({}))
    const { rows } = await valueOf(client.entities.list({ type: 'emailMessage', limit: 10, view: ['subject', 'state'] }))
    expect(new Set(rows.map(row => row['subject']))).toEqual(new Set(['trois', 'un']))
    expect(rows).toHaveLength(2)
    expect((await valueOf(client.emails.outbox({}))).mailboxes).toMatchObject([{ account }])
  }, 60_000)
})

import { onTestFinished, describe, expect, it } from 'vitest'
import type { MailFailure } from '../../../shared/kernel/mail/mail-failure.ts'
import { refusal, startMailServer, type TestMailServer } from '../../../tests/fixtures/mail-server.ts'
import { openTestStore, type TestStore } from '../../../tests/fixtures/store.ts'
import { GIVE_UP_MS, openOutbox, type Outbox, standingOf } from './outbox.ts'
import { type MailServer, openSmtp } from '../../kernel/mail/smtp.ts'

const START = Date.parse('2026-03-02T09:00:00.000Z')
const HOUR = 3_600_000

interface Sending {
  readonly test: TestStore
  readonly server: TestMailServer
  readonly account: string
  outbox: Outbox
  now: number
  /** Lets the outbox do what is due. */
  run(): Promise<void>
  /** Lets it work through a span of time, waking when it asks for it. */
  pass(ms: number): Promise<void>
  mail(data?: Record<string, unknown>): Promise<string>
  stateOf(id: string): { state: unknown; failure?: MailFailure }
  change(id: string, data: Record<string, unknown>): Promise<void>
}

const begin = async (account: Record<string, unknown> = {}, connect?: (server: MailServer) => ReturnType<typeof openSmtp>): Promise<Sending> => {
  const server = await startMailServer()
  const sending = { now: START } as Sending
  const test = await openTestStore(() => sending.now)
  const id = await test.add('mailAccount', { name: 'Atelier', address: 'atelier@exemple.fr', displayName: 'Atelier Bois', smtpHost: '127.0.0.1', smtpPort: server.port, smtpSecurity: 'none', ...account })
  const open = (): Promise<Outbox> =>
    openOutbox({ store: test.store, files: { open: async () => undefined }, secrets: { get: () => undefined }, now: () => sending.now, onBug: error => expect.fail(String(error)), ...(connect && { connect }) })
  const job = {
    signal: new AbortController().signal,
    commit: async (operation: Parameters<TestStore['store']['commit']>[0], build: () => { batch: { drafts: readonly [] } } | undefined) => {
      await test.store.commit(operation, () => build()!.batch)
      return true
    },
  }
  Object.assign(sending, {
    test, server, account: id, outbox: await open(),
    run: () => sending.outbox.run(job as Parameters<Outbox['run']>[0]),
    pass: async (ms: number) => {
      const until = sending.now + ms
      for (let due = sending.outbox.due(); due !== undefined && due <= until; due = sending.outbox.due()) {
        sending.now = Math.max(sending.now, due)
        await sending.run()
      }
      sending.now = until
    },
    mail: (data: Record<string, unknown> = {}) => test.add('emailMessage', { state: 'waiting', subject: 'Votre terrasse', to: [{ value: 'anais@exemple.org' }], text: 'Bonjour', ...data }),
    stateOf: (mail: string) => {
      const { state, failure } = test.store.read(mail)!.data
      return { state, ...(failure ? { failure } : {}) }
    },
    change: async (mail: string, data: Record<string, unknown>) => {
      const operation = test.operation('edit')
      await test.store.commit(operation, () => {
        const record = test.store.read(mail)!
        return { drafts: [test.store.change(operation, record, { data: { ...record.data, ...data } })] }
      })
    },
  })
  onTestFinished(() => sending.outbox.close())
  return sending
}

describe('the outbox', () => {
  it('sends what waits, once, with its name among mails kept in the record', async () => {
    const sending = await begin()
    const id = await sending.mail({ cc: [{ value: 'paul@exemple.org' }], bcc: [{ value: 'secret@exemple.org' }], html: '<p>Où en êtes-vous ?</p>' })
    await sending.run()
    await sending.run()
    const { taken } = sending.server
    expect(taken).toHaveLength(1)
    expect(taken[0]).toMatchObject({ from: 'atelier@exemple.fr', to: ['anais@exemple.org', 'paul@exemple.org', 'secret@exemple.org'], messageId: `<${id}@exemple.fr>` })
    expect(taken[0]!.text).toContain('From: Atelier Bois <atelier@exemple.fr>')
    expect(taken[0]!.text).not.toContain('secret@')
    expect(sending.test.store.read(id)!.data).toMatchObject({ state: 'sent', direction: 'out', messageId: `<${id}@exemple.fr>`, from: 'atelier@exemple.fr', attempts: 1, sentOn: { at: new Date(START).toISOString() } })
    expect(standingOf(sending.test.store.db, id)).toBeUndefined()
  })

  it('writes subjects, names and texts in any letters, and carries images along', async () => {
    const sending = await begin({ displayName: 'Œuvre & Forêt' })
    await sending.mail({ subject: 'Rappel : « été » à 12 €', html: '<p>Déjà</p><img src="data:image/png;base64,iVBORw0KGgo=">', text: undefined })
    await sending.run()
    const [mail] = sending.server.taken
    expect(mail!.text).toMatch(/^Subject: =\?UTF-8\?/m)
    expect(mail!.text).toMatch(/Content-ID: <[0-9a-f]{32}@calepin>/i)
    expect(mail!.text).toContain('multipart/alternative')
  })

  it('leaves alone what is a draft, cancelled, in the trash or for later', async () => {
    const sending = await begin()
    const later = new Date(START + 2 * HOUR).toISOString()
    for (const data of [{ state: 'draft' }, { state: 'cancelled' }, { sendAfter: { at: later, zone: 'Europe/Paris' } }]) await sending.mail(data)
    await sending.run()
    expect(sending.server.taken).toEqual([])
    expect(sending.outbox.due()).toBe(START + 2 * HOUR)
    await sending.pass(3 * HOUR)
    expect(sending.server.taken).toHaveLength(1)
  })

  it('tries again ever later what a server refuses for now, and sends it once', async () => {
    const sending = await begin()
    const tries: number[] = []
    sending.server.judge = () => {
      tries.push((sending.now - START) / 60_000)
      if (tries.length < 4) throw refusal(451, 'greylisted, try later')
    }
    const id = await sending.mail()
    await sending.run()
    expect(sending.stateOf(id)).toEqual({ state: 'waiting' })
    expect(standingOf(sending.test.store.db, id)).toMatchObject({ isSending: false, attempts: 1, failure: { code: 'BUSY' } })
    await sending.pass(24 * HOUR)
    expect(tries).toEqual([0, 1, 6, 21])
    expect(sending.stateOf(id).state).toBe('sent')
    expect(sending.server.taken).toHaveLength(1)
  })

  it('gives up after three days, and says why', async () => {
    const sending = await begin()
    sending.server.judge = () => {
      throw refusal(450, 'mailbox busy')
    }
    const id = await sending.mail()
    await sending.pass(GIVE_UP_MS + 8 * HOUR)
    expect(sending.stateOf(id)).toMatchObject({ state: 'failed', failure: { code: 'BUSY', answer: expect.stringContaining('mailbox busy') } })
    expect(sending.outbox.due()).toBeUndefined()
  })

  it.each([
    [550, 'no such user here', 'RECIPIENTS_REFUSED'],
    [550, 'relaying denied', 'RELAY'],
  ] as const)('fails at once on %i %s', async (code, text, failure) => {
    const sending = await begin()
    sending.server.judgeRecipient = () => {
      throw refusal(code, text)
    }
    const id = await sending.mail()
    await sending.run()
    expect(sending.stateOf(id)).toMatchObject({ state: 'failed', failure: { code: failure, answer: expect.stringContaining(text) } })
  })

  it('fails at once on what is refused at its end', async () => {
    const sending = await begin()
    sending.server.judge = () => {
      throw refusal(554, 'looks like spam')
    }
    const id = await sending.mail()
    await sending.run()
    expect(sending.stateOf(id)).toMatchObject({ state: 'failed', failure: { code: 'REJECTED', answer: expect.stringContaining('spam') } })
  })

  it('says which recipients were refused where others were taken', async () => {
    const sending = await begin()
    sending.server.judgeRecipient = address => {
      if (address.startsWith('gone')) throw refusal(550, 'unknown')
    }
    const id = await sending.mail({ to: [{ value: 'gone@exemple.org' }, { value: 'anais@exemple.org' }] })
    await sending.run()
    expect(sending.stateOf(id)).toMatchObject({ state: 'sent', failure: { code: 'RECIPIENTS_REFUSED', refused: [{ address: 'gone@exemple.org', answer: expect.stringContaining('unknown') }] } })
  })

  it('is unsure of a mail that was handed over when the connection breaks, and never sends it again by itself', async () => {
    const sending = await begin()
    const seen: string[] = []
    sending.server.judge = async mail => {
      seen.push(mail.messageId)
      for (const connection of sending.server.server.connections) (connection as unknown as { _socket: { destroy(): void } })._socket.destroy()
      await new Promise(() => {})
    }
    const id = await sending.mail()
    await sending.run()
    expect(sending.stateOf(id)).toMatchObject({ state: 'unsure', failure: { code: 'INTERRUPTED' } })
    await sending.pass(72 * HOUR)
    expect(seen).toHaveLength(1)
    sending.server.judge = () => {}
    await sending.change(id, { state: 'waiting' })
    await sending.run()
    expect(sending.server.taken.map(({ messageId }) => messageId)).toEqual(seen)
  })

  it('waits without counting while the server cannot be reached, and sends once it can', async () => {
    const sending = await begin()
    await sending.server.close()
    const id = await sending.mail()
    await sending.pass(HOUR / 2)
    expect(sending.stateOf(id)).toEqual({ state: 'waiting' })
    expect(standingOf(sending.test.store.db, id)).toMatchObject({ attempts: 0, failure: { code: 'CONNECTION_REFUSED' } })
    const again = await startMailServer({}, sending.server.port)
    await sending.pass(HOUR)
    expect(again.taken).toHaveLength(1)
    expect(sending.stateOf(id).state).toBe('sent')
  })

  it('is unsure at its next opening of what was on its way', async () => {
    const sending = await begin()
    const [cut, whole] = [await sending.mail(), await sending.mail()]
    sending.test.store.db.sql('insert into outbox(id, account, is_sending, first_at) values(?, ?, 1, ?)').run(cut, sending.account, START)
    sending.outbox.close()
    sending.outbox = await openOutbox({ store: sending.test.store, files: { open: async () => undefined }, secrets: { get: () => undefined }, now: () => sending.now, onBug: error => expect.fail(String(error)) })
    await sending.run()
    expect(sending.stateOf(cut)).toMatchObject({ state: 'unsure', failure: { code: 'INTERRUPTED' } })
    expect(sending.stateOf(whole).state).toBe('sent')
    expect(sending.server.taken).toHaveLength(1)
  })

  it('is unsure, once, of what waited in a backup that was restored', async () => {
    const sending = await begin()
    const id = await sending.mail()
    const open = (restore: string): Promise<Outbox> =>
      openOutbox({ store: sending.test.store, files: { open: async () => undefined }, secrets: { get: () => undefined }, now: () => sending.now, onBug: error => expect.fail(String(error)) }, restore)
    sending.outbox = await open('2026-03-01')
    expect(sending.stateOf(id)).toMatchObject({ state: 'unsure', failure: { code: 'RESTORED' } })
    const later = await sending.mail()
    sending.outbox = await open('2026-03-01')
    await sending.run()
    expect(sending.stateOf(later).state).toBe('sent')
  })

  it('sends no more a minute and a day than an account may', async () => {
    const sending = await begin({ perMinute: 3, dailyLimit: 5 })
    for (let i = 0; i < 8; i++) await sending.mail()
    await sending.run()
    expect(sending.server.taken).toHaveLength(3)
    await sending.pass(HOUR / 2)
    expect(sending.server.taken).toHaveLength(5)
    await sending.pass(48 * HOUR)
    expect(sending.server.taken).toHaveLength(8)
  })

  it('sends from the account that a mail names, and what names none from the usual one', async () => {
    const sending = await begin()
    const other = await startMailServer()
    const id = await sending.test.add('mailAccount', { name: 'Boutique', address: 'boutique@exemple.fr', smtpHost: '127.0.0.1', smtpPort: other.port, smtpSecurity: 'none', isDefault: true })
    await sending.mail({ account: sending.account })
    await sending.mail()
    await sending.mail({ account: id })
    await sending.run()
    expect(sending.server.taken.map(({ from }) => from)).toEqual(['atelier@exemple.fr'])
    expect(other.taken.map(({ from }) => from)).toEqual(['boutique@exemple.fr', 'boutique@exemple.fr'])
  })

  it('holds an account that cannot sign in, and lets the others go on', async () => {
    const sending = await begin()
    const strict = await startMailServer({ onAuth: (_, __, done) => done(refusal(535, 'bad password')) })
    const locked = await sending.test.add('mailAccount', { name: 'Fermé', address: 'ferme@exemple.fr', user: 'x', smtpHost: '127.0.0.1', smtpPort: strict.port, smtpSecurity: 'none' })
    sending.outbox.close()
    sending.outbox = await openOutbox({ store: sending.test.store, files: { open: async () => undefined }, secrets: { get: id => (id === locked ? 'wrong' : undefined) }, now: () => sending.now, onBug: error => expect.fail(String(error)) })
    const held = await sending.mail({ account: locked })
    const free = await sending.mail({ account: sending.account })
    await sending.run()
    expect(sending.stateOf(held)).toEqual({ state: 'waiting' })
    expect(standingOf(sending.test.store.db, held)).toMatchObject({ attempts: 0, failure: { code: 'LOGIN' } })
    expect(sending.test.store.db.sql('select account from outbox_hold').all()).toEqual([{ account: locked }])
    expect(sending.stateOf(free).state).toBe('sent')
  })

  it('sends many over a few connections, each once', async () => {
    const sending = await begin()
    const ids: string[] = []
    for (let i = 0; i < 120; i++) ids.push(await sending.mail())
    await sending.run()
    expect(new Set(sending.server.taken.map(({ messageId }) => messageId))).toEqual(new Set(ids.map(id => `<${id}@exemple.fr>`)))
    expect(sending.server.taken).toHaveLength(120)
  })
})

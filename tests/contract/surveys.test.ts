import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { writeAnswers } from '../../shared/modules/surveys/answer-text.ts'
import type { Answers, Inbox } from '../../shared/modules/surveys/survey.rules.ts'
import { sampleQuestions } from '../fixtures/arbitrary-questions.ts'
import { openTestCore, type TestCore, textOf, valueOf } from '../fixtures/core.ts'

const ADDRESS = 'marie@client.example'
const say = (key: string): string => ({ yes: 'Oui', no: 'Non', end: 'fin' })[key] ?? key

/** A record as far as these tests look at it. */
interface Seen {
  readonly [field: string]: unknown
  readonly id: string
  readonly title: string
  readonly op: string
  readonly token?: string
  readonly subject?: string
  readonly attachments?: readonly { readonly value: { readonly file: string } }[]
}

const made = async ({ client }: TestCore, type: string, patch: Record<string, unknown>): Promise<string> => (await valueOf(client.entities.save({ type, patch }))).record.id
const read = async ({ client }: TestCore, id: string): Promise<Seen> => (await valueOf(client.entities.get({ id }))).record
const listed = async ({ client }: TestCore, type: string, filter?: object): Promise<Seen[]> => {
  const { rows } = await valueOf(client.entities.list({ type, ...(filter && { filter: filter as never }), limit: 100 }))
  return Promise.all(rows.map(async ({ id }) => (await valueOf(client.entities.get({ id }))).record))
}
const until = <T>(look: () => Promise<T>): Promise<T> => vi.waitFor(look, { timeout: 20_000, interval: 50 })

/** Somebody with an address, a mail account, and a questionnaire that follows calls. */
const prepared = async (isSent = false): Promise<TestCore & { survey: string; contact: string; organisation: string; opportunity: string; call: (patch?: object) => Promise<string> }> => {
  const test = await openTestCore()
  const organisation = await made(test, 'organisation', { name: 'Menuiserie Guillaumin', emails: [{ value: 'bureau@client.example' }] })
  const contact = await made(test, 'contact', { lastName: 'Durand', firstName: 'Marie', organisation, emails: [{ value: ADDRESS }] })
  const opportunity = await made(test, 'opportunity', { name: 'Escalier', organisation, contact })
  const survey = await made(test, 'survey', { name: 'Votre avis', language: 'fr', questions: sampleQuestions })
  await made(test, 'mailAccount', { name: 'Atelier', address: 'atelier@firm.example', isPaused: true })
  await made(test, 'mailAccount', { name: 'Atelier', address: 'contact@firm.example', isDefault: true })
  await made(test, 'surveyTrigger', { kind: 'call', survey, ...(isSent && { isSent }) })
  const call = (patch: object = {}): Promise<string> => made(test, 'activity', { kind: 'call', name: 'Appel', contact, organisation, opportunity, status: 'planned', ...patch })
  return { ...test, survey, contact, organisation, opportunity, call }
}

const done = async (test: TestCore, id: string): Promise<string> => (await valueOf(test.client.entities.save({ type: 'activity', id, patch: { status: 'done' } }))).op

/** The response to a questionnaire about an activity, once it is there. */
const responseOf = (test: TestCore, activity: string): Promise<Seen> =>
  until(async () => {
    const found = await listed(test, 'surveyResponse', { field: 'activity', op: 'eq', value: activity })
    expect(found).toHaveLength(1)
    return found[0]!
  })

const reply = (test: TestCore, token: string, answers: Answers, from = `Marie Durand <${ADDRESS}>`, more: object = {}): Promise<string> =>
  made(test, 'emailMessage', {
    direction: 'in',
    state: 'received',
    from,
    subject: `Re: Votre avis (${token})`,
    text: `Bonjour,\n\n${writeAnswers(sampleQuestions, answers, token, say)}`,
    sentOn: { at: new Date().toISOString(), zone: 'Europe/Paris' },
    ...more,
  })

/** That nothing more comes of what was written: something written later has had its effect. */
const settled = async (test: Awaited<ReturnType<typeof prepared>>): Promise<void> => {
  const last = await test.call({ name: 'Dernier', status: 'done' })
  await responseOf(test, last)
}

describe('an activity that is done', () => {
  it('brings its questionnaire once, whose answers count', async () => {
    const test = await prepared()
    const { client } = test
    const id = await test.call()
    await done(test, id)
    const response = await responseOf(test, id)
    expect(response).toMatchObject({ title: 'Votre avis · Marie Durand', state: 'waiting', contact: { id: test.contact }, organisation: { id: test.organisation }, opportunity: { id: test.opportunity } })
    await valueOf(client.entities.save({ type: 'activity', id, patch: { status: 'planned' } }))
    await done(test, id)
    await settled(test)
    expect(await listed(test, 'surveyResponse', { field: 'activity', op: 'eq', value: id })).toHaveLength(1)
    const refused = await client.surveys.answer({ response: response.id, answers: { q5: 9 } })
    expect(refused).toMatchObject({ ok: false, error: { code: 'INVALID_RECORD', params: { problems: [{ field: 'q1', code: 'MISSING' }, { field: 'q5', code: 'OUT_OF_RANGE' }] } } })
    await valueOf(client.surveys.answer({ response: response.id, answers: { q1: false, q3: ['delay', 'price'], q5: 4, q8: 'Merci' } }))
    expect(await read(test, response.id)).toMatchObject({ state: 'answered', channel: 'here', given: [{ value: 'Êtes-vous satisfait ? : Non' }, { value: 'Que faut-il améliorer ? : Délai' }, { value: 'Que faut-il améliorer ? : Prix' }, { value: 'Nous recommanderiez-vous ? : 4' }, { value: 'Que souhaitez-vous ajouter ? : Merci' }] })
    const statistics = await valueOf(client.surveys.statistics({ survey: test.survey }))
    expect(statistics.states).toEqual({ waiting: 1, answered: 1 })
    expect(statistics.months).toEqual([{ month: new Date().toISOString().slice(0, 7), count: 1 }])
    const of = (key: string) => statistics.questions.find(question => question.key === key)
    expect(of('q1')).toEqual({ key: 'q1', count: 1, values: [{ value: true, count: 0 }, { value: false, count: 1 }] })
    expect(of('q3')).toEqual({ key: 'q3', count: 1, values: [{ value: 'delay', count: 1 }, { value: 'welcome', count: 0 }, { value: 'price', count: 1 }] })
    expect(of('q5')).toMatchObject({ count: 1, average: 4 })
    expect(of('q8')).toMatchObject({ count: 1, texts: [{ response: response.id, text: 'Merci' }] })
    expect(await listed(test, 'surveyResponse', { field: 'given', op: 'eq', value: 'Que faut-il améliorer ? : Prix' })).toHaveLength(1)
  })

  it('brings it also where many are done at once, and none where nothing is to be asked or it was done before', async () => {
    const test = await prepared()
    const { client } = test
    const ids = await Promise.all([1, 2, 3].map(() => test.call()))
    const other = await made(test, 'activity', { kind: 'task', name: 'Ranger', contact: test.contact, status: 'done' })
    const old = await test.call({ status: 'done', doneOn: { at: new Date(Date.now() - 90 * 86_400_000).toISOString(), zone: 'Europe/Paris' } })
    await valueOf(client.entities.changeMany({ type: 'activity', ids, patch: { status: 'done' } }))
    for (const id of ids) await responseOf(test, id)
    await settled(test)
    expect(await listed(test, 'surveyResponse', { field: 'activity', op: 'in', value: [other, old] })).toEqual([])
  })

  it('takes its questionnaire back with it, and asks again', async () => {
    const test = await prepared()
    const id = await test.call()
    await done(test, id)
    const { id: response, op } = await responseOf(test, id)
    await valueOf(test.client.journal.undo({ op }))
    expect(await read(test, response)).not.toMatchObject({ trashedAt: null })
    await valueOf(test.client.entities.save({ type: 'activity', id, patch: { status: 'planned' } }))
    await done(test, id)
    expect(await responseOf(test, id)).toMatchObject({ id: response, trashedAt: null })
  })

  it('sends it by itself where that is wanted, once', async () => {
    const test = await prepared(true)
    const id = await test.call()
    await done(test, id)
    const mails = await until(async () => {
      const found = await listed(test, 'emailMessage')
      expect(found).toHaveLength(1)
      return found
    })
    const response = await responseOf(test, id)
    expect(response).toMatchObject({ state: 'sent', sentTo: ADDRESS })
    expect(mails[0]).toMatchObject({ direction: 'out', to: [{ value: ADDRESS }], contact: { id: test.contact }, source: `survey:${response.id}` })
    expect(mails[0]!.subject).toContain(response.token)
    expect(mails[0]!.html).toContain('mailto:contact@firm.example?subject=')
    expect(mails[0]!.text).toMatch(/^\[q1\]/m)
    const page = await textOf(test, mails[0]!.attachments![0]!.value.file)
    expect(page).toContain(response.token)
    expect(page).not.toMatch(/(?:src|href)="https?:|url\(/)
  })

  it('tells why it cannot be sent', async () => {
    const test = await prepared()
    const { response } = await valueOf(test.client.surveys.ask({ survey: test.survey, contact: await made(test, 'contact', { lastName: 'Sans' }) }))
    expect(await test.client.surveys.send({ response })).toMatchObject({ ok: false, error: { code: 'SURVEY_NO_ADDRESS' } })
    await valueOf(test.client.surveys.send({ response, to: 'autre@client.example' }))
    expect(await read(test, response)).toMatchObject({ state: 'sent', sentTo: 'autre@client.example' })
  })
})

describe('a reply to a questionnaire', () => {
  const sent = async () => {
    const test = await prepared()
    const { response } = await valueOf(test.client.surveys.ask({ survey: test.survey, contact: test.contact, organisation: test.organisation }))
    await valueOf(test.client.surveys.send({ response }))
    const { token } = await read(test, response)
    const now = (wanted: object) => until(async () => expect(await read(test, response)).toMatchObject(wanted))
    return { ...test, response, token: token as string, now, inbox: async () => (await read(test, response))['received'] as Inbox }
  }

  it('is kept as its answers, and one that completes them is taken as well', async () => {
    const test = await sent()
    await reply(test, test.token, { q1: true })
    await test.now({ state: 'answered', channel: 'mail', answers: { q1: true } })
    await reply(test, test.token, { q1: true, q5: 5 })
    await test.now({ answers: { q1: true, q5: 5 } })
    expect(await read(test, test.response)).not.toHaveProperty('isToCheck')
  })

  it('that says otherwise is set aside until somebody decides', async () => {
    const test = await sent()
    await reply(test, test.token, { q1: true, q2: 'good' })
    await test.now({ state: 'answered' })
    const second = await reply(test, test.token, { q1: true, q2: 'fair' })
    await test.now({ isToCheck: true, answers: { q1: true, q2: 'good' } })
    expect((await test.inbox()).aside).toMatchObject([{ mail: second, why: 'double', answers: { q2: 'fair' } }])
    await valueOf(test.client.surveys.settle({ response: test.response, mail: second, isTaken: true }))
    const record = await read(test, test.response)
    expect(record).toMatchObject({ answers: { q1: true, q2: 'fair' } })
    expect(record).not.toHaveProperty('isToCheck')
  })

  it('from somebody else is never taken by itself', async () => {
    const test = await sent()
    const mail = await reply(test, test.token, { q1: true }, 'inconnu@ailleurs.example')
    await test.now({ isToCheck: true, state: 'sent', answers: {} })
    expect((await test.inbox()).aside).toMatchObject([{ mail, why: 'sender', from: 'inconnu@ailleurs.example', answers: { q1: true } }])
    await valueOf(test.client.surveys.settle({ response: test.response, mail, isTaken: false }))
    expect(await read(test, test.response)).toMatchObject({ state: 'sent', answers: {} })
  })

  it('after the end is late, and does not count', async () => {
    const test = await sent()
    await valueOf(test.client.entities.save({ type: 'surveyResponse', id: test.response, patch: { state: 'closed' } }))
    await reply(test, test.token, { q1: false })
    await test.now({ state: 'late', answers: { q1: false } })
    const { states, questions } = await valueOf(test.client.surveys.statistics({ survey: test.survey }))
    expect(states).toEqual({ late: 1 })
    expect(questions.map(({ count }) => count)).toEqual(questions.map(() => 0))
  })

  it('without an answer, or one that cannot be read, is shown; one with another token is an ordinary mail', async () => {
    const test = await sent()
    const other = await reply(test, 'CQ-0000-0000-0000', { q1: true })
    const empty = await reply(test, test.token, {}, ADDRESS, { text: 'Je vous rappelle demain.' })
    await test.now({ isToCheck: true, state: 'sent' })
    expect((await test.inbox()).aside).toMatchObject([{ mail: empty, why: 'unread', unread: {} }])
    expect((await test.inbox()).mails).not.toContain(other)
  })

  it('is read once it has come in, though the module was off then, and in HTML alone', async () => {
    const test = await sent()
    await valueOf(test.client.modules.turn({ module: 'surveys', isOn: false }))
    const body = writeAnswers(sampleQuestions, { q1: true, q8: 'Très bien' }, test.token, say)
    await reply(test, test.token, {}, ADDRESS, { text: '', html: `<div>${body.replaceAll('\n', '</div><div>')}</div>` })
    await pause(300)
    expect(await read(test, test.response)).toMatchObject({ state: 'sent' })
    await valueOf(test.client.modules.turn({ module: 'surveys', isOn: true }))
    await test.now({ state: 'answered', answers: { q1: true, q8: 'Très bien' } })
  })

  it('is taken once, wherever the application ended', async () => {
    const first = await sent()
    await reply(first, first.token, { q1: true })
    await first.core.close()
    const again = await openTestCore(first.folder)
    await until(async () => expect(await read(again, first.response)).toMatchObject({ state: 'answered', answers: { q1: true } }))
    expect(((await read(again, first.response))['received'] as Inbox).mails).toHaveLength(1)
  })
})

import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { placeOf } from '../../main/host/places.ts'
import { openFileStore } from '../../main/kernel/files/file-store.ts'
import { loadLocales } from '../../main/kernel/i18n/locales.ts'
import { openOutbox } from '../../main/modules/emails/outbox.ts'
import { mailSecrets } from '../../main/kernel/mail/secrets.ts'
import { sendJob } from '../../main/modules/emails/emails.jobs.ts'
import { surveyDrafts } from '../../main/modules/surveys/asking.ts'
import { followSurveys } from '../../main/modules/surveys/surveys.follow.ts'
import { dayAfter } from '../../shared/kernel/date/days.ts'
import { dayIn, instantOf } from '../../shared/kernel/text/parse-date.ts'
import { startMailServer } from '../fixtures/mail-server.ts'
import { CONTEXT, openTestWorkflows, type TestWorkflows, type TestWorkflowsOptions } from '../fixtures/workflows.ts'

const DAY_MS = 86_400_000
const QUARTER_MS = 900_000
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone
/** A Monday, before work. */
const START = Date.parse(instantOf({ day: '2026-03-02', time: '08:00:00.000' }, ZONE))
const STEPS = [7, 15, 30]
const ARCHIVED_AFTER = 30
/** While the application is closed, in days from the start. */
const CLOSED = [10, 20] as const
const LASTS = 36

const onDay = (days: number): number => START + days * DAY_MS
const nineOn = (day: string): number => Date.parse(instantOf({ day, time: '09:00:00.000' }, ZONE))
const dueAfter = (made: number, days: number): number => nineOn(dayAfter(dayIn(ZONE, made), days))
const isRunning = (instant: number): boolean => instant < onDay(CLOSED[0]) || instant >= onDay(CLOSED[1])
const isWorkingTime = (instant: number): boolean => {
  const at = new Date(instant)
  return at.getDay() >= 1 && at.getDay() <= 5 && at.getHours() >= 9 && at.getHours() < 18
}

/** On which day each reminder of a deal leaves, as a person would say it: at nine, on working days, with the computer on, the latest where several are due. */
const remindersOf = (made: number): [step: number, day: string][] =>
  STEPS.flatMap(step => {
    for (let instant = dueAfter(made, step); instant < onDay(LASTS); instant += QUARTER_MS) {
      if (!isRunning(instant) || !isWorkingTime(instant)) continue
      return STEPS.some(later => later > step && dueAfter(made, later) <= instant) ? [] : [[step, dayIn(ZONE, instant)]]
    }
    return []
  })

/** The outbox and the questionnaires, as the application runs them. */
const beside: NonNullable<TestWorkflowsOptions['beside']> = async ({ store, reader, folder, key }, clock) => {
  const files = await openFileStore(join(folder, 'data'), { key: () => key })
  const onBug = (error: unknown): unknown => expect.fail(String(error))
  const outbox = await openOutbox({ store, files, secrets: mailSecrets(store), now: clock.now, onBug })
  const surveys = followSurveys({ store, reader, files, locales: loadLocales(placeOf('assets/locales')), isOff: () => false, onBug })
  return {
    kinds: [sendJob(outbox)],
    settled: async () => {},
    stop: async () => {
      await surveys.close()
      outbox.close()
    },
  }
}

const QUESTIONS = { sections: [{ title: 'Votre avis', questions: [{ key: 'q1', kind: 'yesNo', label: 'Êtes-vous satisfait ?' }] }], last: 1 }

describe('thirty-five days of a shop', () => {
  it('bring every reminder, archive and questionnaire exactly once, also with the computer off for ten of them', async () => {
    const server = await startMailServer()
    let test: TestWorkflows = await openTestWorkflows({
      start: START,
      hands: ({ store }) => ({ survey: (operation, activity) => surveyDrafts(store, operation, activity) }),
      beside,
    })
    await test.add('mailAccount', { name: 'Atelier', address: 'atelier@exemple.fr', smtpHost: '127.0.0.1', smtpPort: server.port, smtpSecurity: 'none' })
    const salesperson = await test.add('user', { firstName: 'Camille', lastName: 'Roux', email: 'camille@exemple.fr' })
    const survey = await test.add('survey', { name: 'Votre avis', language: 'fr', questions: QUESTIONS })
    await test.add('surveyTrigger', { kind: 'meeting', survey, isSent: true })
    await test.commands.turn({ workflows: ['reminder7', 'reminder15', 'reminder30', 'autoArchive'], isOn: true, isLate: false }, CONTEXT)
    await test.clock.advance(60_000)

    const deals: { id: string; contact: string; address: string; made: number }[] = []
    const deal = async (name: string, more: Record<string, unknown> = {}): Promise<string> => {
      const address = `${name}@client.example`
      const contact = await test.add('contact', { firstName: 'Alix', lastName: name, emails: [{ value: address }] })
      const id = await test.add('opportunity', { name, contact, responsible: salesperson, ...more })
      deals.push({ id, contact, address, made: test.clock.now() })
      return id
    }
    const meetings: string[] = []
    const meet = async (): Promise<void> => {
      const contact = await test.add('contact', { firstName: 'Lou', lastName: `Rencontre ${meetings.length}`, emails: [{ value: `rencontre${meetings.length}@client.example` }] })
      const meeting = await test.add('activity', { kind: 'meeting', name: 'Rendez-vous', status: 'planned', contact })
      await test.change(meeting, { status: 'done' })
      await test.settled()
      // What is done twice brings one questionnaire.
      await test.change(meeting, { status: 'planned' })
      await test.change(meeting, { status: 'done' })
      await test.settled()
      await expect.poll(() => test.all('surveyResponse').filter(({ data }) => data['isToSend']).length, { timeout: 20_000 }).toBe(0)
      meetings.push(meeting)
    }
    const left: string[] = []
    for (let day = 0; day < LASTS; day++) {
      if (day === CLOSED[0]) test = await test.closedFor((CLOSED[1] - CLOSED[0]) * DAY_MS - 60_000)
      if (day >= CLOSED[0] && day < CLOSED[1]) continue
      if (day < 9) await deal(`affaire${day}`)
      if (day === 1) left.push(await deal('muette', { noReminders: true }), await deal('gagnee'), await deal('repondue'))
      if (day === 3) {
        await test.change(left[1]!, { outcome: 'won' })
        const { contact } = deals.find(({ id }) => id === left[2])!
        await test.add('emailMessage', { subject: 'Merci', direction: 'in', state: 'received', from: 'repondue@client.example', contact })
      }
      if (day === 2 || day === 25) await meet()
      await test.clock.advance(DAY_MS)
    }
    expect(test.bugs).toEqual([])

    const wanted = deals.filter(({ id }) => !left.includes(id)).flatMap(({ id, made }) => remindersOf(made).map(([step, day]) => `${id} reminder${step} ${day}`))
    const mails = test.all('emailMessage').filter(({ data }) => data['direction'] === 'out')
    const reminders = mails.filter(({ data }) => String(data['source']).startsWith('workflow:'))
    const dayOf = (data: Record<string, unknown>): string => dayIn(ZONE, Date.parse((data['sentOn'] as { at: string }).at))
    expect(reminders.map(({ data }) => data['state'])).toEqual(reminders.map(() => 'sent'))
    expect(reminders.map(({ data }) => `${String(data['opportunity'])} ${String(data['source']).slice('workflow:'.length)} ${dayOf(data)}`).sort()).toEqual(wanted.sort())
    expect(wanted.length).toBeGreaterThan(15)

    // The server saw each of them once, with the person in charge in copy.
    const addresses = server.taken.map(({ to }) => to.join())
    expect(addresses.filter(to => to.includes('affaire')).sort()).toEqual(reminders.map(({ data }) => `${deals.find(({ id }) => id === data['opportunity'])!.address},camille@exemple.fr`).sort())
    expect(new Set(server.taken.map(({ messageId }) => messageId)).size).toBe(server.taken.length)
    expect(server.taken.filter(({ to }) => /muette|gagnee|repondue/.test(to.join()))).toEqual([])

    const responses = test.all('surveyResponse')
    expect(responses.map(({ data }) => data['activity'])).toEqual(meetings)
    expect(addresses.filter(to => to.startsWith('rencontre'))).toEqual(['rencontre0@client.example', 'rencontre1@client.example'])

    const isToBeArchived = ({ made }: { made: number }): boolean => dueAfter(made, ARCHIVED_AFTER) < onDay(LASTS)
    for (const each of deals) expect([each.address, test.data(each.id)['isArchived'] === true]).toEqual([each.address, isToBeArchived(each)])
    expect(deals.filter(isToBeArchived).length).toBeGreaterThan(5)
    const archives = test.acts('autoArchive').filter(({ state }) => state === 'done')
    expect(archives).toHaveLength(deals.filter(isToBeArchived).length)
    const last = new Map(test.acts('reminder30').map(({ record, at }) => [record, at]))
    for (const { record, at } of archives) expect(last.get(record)).toBeLessThanOrEqual(at)
  }, 180_000)
})

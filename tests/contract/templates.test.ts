import { beforeEach, describe, expect, it } from 'vitest'
import { splitAtMarks } from '../../shared/kernel/template/missing-mark.ts'
import { openTestCore, stage, type TestCore, textOf, valueOf } from '../fixtures/core.ts'

const save = async ({ client }: TestCore, type: string, patch: Record<string, unknown>, id?: string): Promise<string> => (await valueOf(client.entities.save({ type, patch, ...(id && { id }) }))).record.id

describe('mail templates', () => {
  let test: TestCore
  beforeEach(async () => {
    test = await openTestCore()
  })

  it('come with the application; one that is changed stands for its original, and gives way to it when it is reset', async () => {
    const { templates } = await valueOf(test.client.templates.list({ forType: 'opportunity' }))
    expect(templates.map(({ id, key, language }) => [id, key, language])).toEqual(['reminder7', 'reminder15', 'reminder30'].flatMap(key => ['fr', 'en'].map(language => [undefined, key, language])))
    const { template } = await valueOf(test.client.templates.get({ reference: 'reminder7', language: 'fr' }))
    const id = await save(test, 'emailTemplate', { name: 'Relance', language: 'fr', forType: 'opportunity', key: 'reminder7', subject: 'Vous y avez pensé ?', html: template.html })
    expect((await valueOf(test.client.templates.get({ reference: 'reminder7', language: 'fr' }))).template).toMatchObject({ id, subject: 'Vous y avez pensé ?', html: template.html })
    expect((await valueOf(test.client.templates.get({ reference: 'reminder7', language: 'fr', original: true }))).template).toEqual(template)
    expect((await test.client.entities.save({ type: 'emailTemplate', patch: { name: 'Encore', language: 'fr', forType: 'opportunity', key: 'reminder7' } })).ok).toBe(false)
    const { op } = await valueOf(test.client.entities.remove({ type: 'emailTemplate', id }))
    expect((await valueOf(test.client.templates.get({ reference: 'reminder7', language: 'fr' }))).template).toEqual(template)
    await valueOf(test.client.journal.undo({ op }))
    expect((await valueOf(test.client.templates.get({ reference: 'reminder7', language: 'fr' }))).template.id).toBe(id)
  })

  it('are kept with their files, and only when they can be read and hold nothing foreign', async () => {
    const file = await stage(test, 'plan.txt', 'Plan')
    const id = await save(test, 'emailTemplate', { name: 'Plan', language: 'fr', forType: 'contact', attachments: [{ value: { file, name: 'plan.txt', mime: 'text/plain', size: 4 } }] })
    const { template } = await valueOf(test.client.templates.get({ reference: id, language: 'fr' }))
    expect(template.attachments).toMatchObject([{ name: 'plan.txt', file: expect.stringMatching(/^[0-9a-f]{64}$/) }])
    const refused = async (patch: Record<string, unknown>): Promise<unknown> => {
      const result = await test.client.entities.save({ type: 'emailTemplate', patch: { name: 'x', language: 'fr', forType: 'contact', ...patch } })
      return result.ok ? undefined : result.error.params?.['problems']
    }
    expect(await refused({ html: '<p>{% if %}</p>' })).toMatchObject([{ field: 'html', code: 'TEMPLATE_SYNTAX' }])
    expect(await refused({ subject: '{{ contact | nosuch }}' })).toMatchObject([{ field: 'subject', code: 'TEMPLATE_FILTER', params: { value: '{{ contact | nosuch }}' } }])
    expect(await refused({ html: '<p>a</p><script>x()</script>' })).toMatchObject([{ field: 'html', code: 'HTML_FOREIGN', params: { value: '<script>' } }])
    expect(await refused({ forType: 'savedFilter' })).toMatchObject([{ field: 'forType', code: 'NOT_A_CHOICE' }])
    expect(await refused({ html: '<p>{{ contact.firstName }}</p>' })).toBeUndefined()
  })

  it('are shown with a record before they are sent, what is missing marked and named', async () => {
    const contact = await save(test, 'contact', { firstName: 'Camille', lastName: 'Martin' })
    const texts = { subject: 'Bonjour {{ contact.nickname }}', html: '<p>{{ contact.firstName }} {{ contact.organisation.name }}</p>', language: 'fr' as const }
    const shown = await valueOf(test.client.templates.preview({ ...texts, record: contact }))
    expect(shown.missing).toEqual(['contact.nickname', 'contact.organisation.name'])
    expect(splitAtMarks(shown.subject)).toEqual(['Bonjour ', 'contact.nickname', ''])
    expect(splitAtMarks(shown.html)).toEqual(['<p>Camille ', 'contact.organisation.name', '</p>'])
    const firm = await save(test, 'organisation', { name: 'Dupont' })
    await save(test, 'contact', { organisation: firm, nickname: 'Cam' }, contact)
    expect(await valueOf(test.client.templates.preview({ ...texts, record: contact }))).toEqual({ subject: 'Bonjour Cam', html: '<p>Camille Dupont</p>', text: 'Camille Dupont', missing: [] })
    expect(await test.client.templates.preview({ ...texts, subject: '{% for i in (1..99999999) %}{% endfor %}', record: contact })).toMatchObject({ ok: false, error: { code: 'INVALID_RECORD', params: { problems: [{ field: 'subject', code: 'TEMPLATE_LIMIT' }] } } })
    expect(await test.client.templates.preview({ ...texts, record: '01999999-0000-7000-8000-000000000000' })).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } })
  })

  it('stay as long as a setting sends them, and its place is named', async () => {
    const id = await save(test, 'emailTemplate', { name: 'Merci', language: 'fr', forType: 'contact', subject: 'Merci' })
    const layout = await save(test, 'layout', { name: 'Accueil', place: 'home', layout: { zones: [], hidden: [id] } })
    const removed = await test.client.entities.remove({ type: 'emailTemplate', id })
    expect(removed).toMatchObject({ ok: false, error: { code: 'IN_USE', params: { places: [{ type: 'layout', id: layout, title: 'Accueil' }] } } })
    await valueOf(test.client.entities.remove({ type: 'layout', id: layout }))
    await valueOf(test.client.entities.remove({ type: 'emailTemplate', id }))
    expect(await test.client.templates.get({ reference: id, language: 'fr' })).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } })
  })

  it('go from one installation to another with the other settings, each known by its name and language, without their files', async () => {
    const attachments = [{ value: { file: await stage(test, 'plan.txt', 'Plan'), name: 'plan.txt', mime: 'text/plain', size: 4 } }]
    const plan = await save(test, 'emailTemplate', { name: 'Plan', language: 'fr', forType: 'contact', subject: 'Ancien', attachments })
    await save(test, 'emailTemplate', { name: 'Merci', language: 'fr', forType: 'contact' })
    const text = await textOf(test, (await valueOf(test.client.configuration.export({}))).file)
    expect(text).not.toContain('plan.txt')
    const there = await openTestCore()
    await save(there, 'emailTemplate', { name: 'merci', language: 'fr', forType: 'contact', subject: 'À nous' })
    const { changes } = await valueOf(there.client.configuration.import({ file: await stage(there, 'a.json', text) }))
    expect(changes.filter(({ type }) => type === 'emailTemplate').map(({ title, kind }) => `${title} ${kind}`).sort()).toEqual(['Merci changed', 'Plan added'])
    await save(test, 'emailTemplate', { subject: 'Nouveau' }, plan)
    await valueOf(test.client.configuration.import({ file: await stage(test, 'a.json', text) }))
    expect((await valueOf(test.client.templates.get({ reference: plan, language: 'fr' }))).template).toMatchObject({ subject: 'Ancien', attachments: [{ name: 'plan.txt' }] })
  })
})

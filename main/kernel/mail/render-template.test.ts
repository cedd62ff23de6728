import { beforeEach, describe, expect, it } from 'vitest'
import { openTestStore, type TestStore } from '../../../tests/fixtures/store.ts'
import { renderTemplate, templateProblems } from './render-template.ts'
import { allTemplates, findTemplate } from './shipped-templates.ts'

const spaced = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ')

describe('a mail of a template', () => {
  let test: TestStore
  let camille: string
  let deal: string
  beforeEach(async () => {
    test = await openTestStore(() => Date.parse('2026-11-13T09:00:00Z'))
    const firm = await test.add('organisation', { name: 'Dupont & fils', billingAddress: { city: 'Lyon' } })
    camille = await test.add('contact', { firstName: 'Camille', lastName: 'Martin', civility: 'mrs', organisation: firm, emails: [{ value: 'camille@dupont.example' }, { value: 'cm@x.example' }] })
    deal = await test.add('opportunity', { name: 'Toiture <neuve>', contact: camille, organisation: firm, phase: 'negotiation', amount: { amount: 128450, currency: 'EUR' }, expectedClosing: '2026-12-24' })
  })
  const render = (texts: Parameters<typeof renderTemplate>[0], options: Partial<Parameters<typeof renderTemplate>[2]> = {}, id = deal) =>
    renderTemplate(texts, id, { reader: test.reader, language: 'fr', now: () => Date.parse('2026-11-20T09:00:00Z'), ...options })

  it('takes fields of the record and of what its relations lead to, each as people read it', () => {
    const { subject, html, text, missing } = render({
      subject: 'Projet {{ opportunity.name }}',
      html: '<p>{{ opportunity.contact.firstName }} de {{ opportunity.contact.organisation.name }} ({{ opportunity.contact.organisation.billingAddress.city }}, {{ opportunity.contact.emails.first }})</p><p>{{ opportunity.name }} : {{ opportunity.amount }}, {{ opportunity.phase }}, {{ opportunity.expectedClosing }}, {{ opportunity.createdAt | days }} jours, le {{ today }}</p>',
    })
    expect(subject).toBe('Projet Toiture <neuve>')
    expect(spaced(html)).toBe('<p>Camille de Dupont &amp; fils (Lyon, camille@dupont.example)</p><p>Toiture &lt;neuve&gt; : 1 284,50 €, Négociation, 24 décembre 2026, 7 jours, le 20 novembre 2026</p>')
    expect(spaced(text)).toBe('Camille de Dupont & fils (Lyon, camille@dupont.example)\n\nToiture <neuve> : 1 284,50 €, Négociation, 24 décembre 2026, 7 jours, le 20 novembre 2026')
    expect(missing).toEqual([])
    expect(spaced(render({ html: '{{ opportunity.amount }} {{ opportunity.expectedClosing | date: "short" }}' }, { language: 'en' }).html)).toBe('€1,284.50 24 Dec 2026')
  })

  it('names what is missing once, leaves its place empty and can mark it', () => {
    const texts = { subject: 'Bonjour {{ opportunity.contact.nickname }},', html: '<p>Bonjour {{ opportunity.contact.nickname }}, {{ opportunity.reference }}{{ opportunity.nosuch }}</p>' }
    expect(render(texts)).toMatchObject({ subject: 'Bonjour,', html: '<p>Bonjour,</p>', missing: ['opportunity.contact.nickname', 'opportunity.reference', 'opportunity.nosuch'] })
    expect(render(texts, { missing: path => `[${path}]` }).subject).toBe('Bonjour [opportunity.contact.nickname],')
    expect(render({ html: '{{ contact.firstName }}' }).missing).toEqual(['contact.firstName'])
  })

  it('says labels that users gave to values', async () => {
    await test.add('listValue', { list: 'phase', key: 'negotiation', label: 'En discussion' })
    expect(render({ subject: '{{ opportunity.phase }}{% if opportunity.phase == "negotiation" %} !{% endif %}' }).subject).toBe('En discussion !')
  })

  it('brings in formatted pieces and the signature as they are, cleaned', () => {
    const { html, text, missing } = render({ html: '<p>Bonjour</p><p>{{ questions }}</p><p>{{ signature }}</p>' }, { pieces: { questions: { html: '<p><a href="mailto:x@y.example">Oui</a><script>x()</script></p>', text: 'Oui ?' } } })
    expect(html).toBe('<p>Bonjour</p><p><a href="mailto:x@y.example">Oui</a></p>')
    expect(text).toBe('Bonjour\n\nOui (x@y.example)')
    expect(missing).toEqual(['signature'])
    expect(render({ text: '{{ questions }}' }, { pieces: { questions: { html: '<p>Oui</p>', text: 'Oui ?' } } }).text).toBe('Oui ?')
  })

  it('is signed by who writes it: with their signature, cleaned, else with their name', async () => {
    const texts = { html: '<p>Bonjour {{ me.firstName }}</p><p>{{ signature }}</p>' }
    const signed = await test.add('user', { firstName: 'Léa', lastName: 'Roux', signature: '<p><strong>Léa</strong><br>Atelier</p>' })
    expect(render(texts, { me: signed })).toMatchObject({ html: '<p>Bonjour Léa</p><p><strong>Léa</strong><br />Atelier</p>', text: 'Bonjour Léa\n\nLéa\nAtelier', missing: [] })
    const unsigned = await test.add('user', { firstName: 'Jean', lastName: 'O<b>' })
    expect(render(texts, { me: unsigned }).html).toBe('<p>Bonjour Jean</p><p>Jean O&lt;b&gt;</p>')
    const nameless = await test.add('user', { email: 'a@b.example' })
    expect(render(texts, { me: nameless }).missing).toEqual(['me.firstName', 'signature'])
  })

  it('lets no value of a record act or lead astray', async () => {
    const bad = await test.add('contact', { firstName: '<img src=x onerror=y>', lastName: '{{ today }}', websites: [{ value: 'javascript:alert(1)' }] })
    const { html } = render({ html: '<p>{{ contact.firstName }} {{ contact.lastName }} <a href="{{ contact.websites.first }}">site</a></p>' }, {}, bad)
    expect(html).toBe('<p>&lt;img src=x onerror=y&gt; {{ today }} <a>site</a></p>')
  })

  it('fails with what is wrong where, and for a record that is gone', () => {
    expect(() => render({ subject: 'a', html: '<p>{% include "x" %}</p>' })).toThrow(expect.objectContaining({ failure: { code: 'INVALID_RECORD', params: { problems: [{ field: 'html', code: 'TEMPLATE_TAG', params: { value: '{% include "x" %}' } }] } } }))
    expect(() => render({ subject: 'a' }, {}, '01999999-0000-7000-8000-000000000000')).toThrow(expect.objectContaining({ failure: { code: 'NOT_FOUND', params: { id: '01999999-0000-7000-8000-000000000000' } } }))
    expect(templateProblems({ subject: '{{ a | nosuch }}', html: '<p onclick="x">{% if %}</p>' }).map(({ field, code }) => `${field} ${code}`)).toEqual(['html HTML_FOREIGN', 'subject TEMPLATE_FILTER', 'html TEMPLATE_SYNTAX'])
  })

  it('is there from the first day, in each language, and says nothing that is not known of a deal with a contact', () => {
    const shipped = allTemplates(test.reader)
    expect(shipped.map(({ key, language }) => `${key} ${language}`)).toEqual(['reminder7', 'reminder15', 'reminder30', 'survey'].flatMap(key => [`${key} fr`, `${key} en`]))
    for (const template of shipped) {
      expect(templateProblems(template)).toEqual([])
      if (template.forType !== 'opportunity') continue
      const { subject, html, missing } = render(template, { language: template.language })
      expect(subject).toContain('Toiture <neuve>')
      expect(html).toContain('Camille')
      expect(missing).toEqual(['signature'])
    }
  })

  it('is of a shipped template as somebody changed it in that language, until that is put away', async () => {
    const id = await test.add('emailTemplate', { name: 'À moi', language: 'fr', forType: 'opportunity', key: 'reminder7', subject: 'Autre' })
    expect(findTemplate(test.reader, 'reminder7', 'fr')).toMatchObject({ id, subject: 'Autre' })
    expect(findTemplate(test.reader, 'reminder7', 'en')!.id).toBeUndefined()
    expect(findTemplate(test.reader, id, 'en')).toMatchObject({ id })
    const op = test.operation('trash')
    await test.store.commit(op, () => ({ drafts: [test.store.change(op, test.store.read(id)!, { trashedAt: test.store.instant() })] }))
    expect(findTemplate(test.reader, 'reminder7', 'fr')!.subject).toContain('Votre demande')
    expect(findTemplate(test.reader, id, 'fr')).toBeUndefined()
    expect(findTemplate(test.reader, '__proto__', 'fr')).toBeUndefined()
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BrokenTemplate, escapeHtml, templateFault, writeTemplate, type Writing } from './template-engine.ts'
import { type Named, named } from './template-parts.ts'

const plain = (path: string, value: unknown): Named => named({ path, text: () => String(value), value })
const many = (path: string, values: readonly unknown[]): Named => named({ path, text: () => values.join(', '), value: values.map((value, at) => plain(`${path}.${at}`, value)) })

const root = (values: Readonly<Record<string, Named>>): Named => named({ path: '', text: () => '', value: null, at: name => (Object.hasOwn(values, name) ? values[name] : undefined) }, true)

const FIELDS: Readonly<Record<string, Named>> = {
  firstName: plain('contact.firstName', 'Camille'),
  note: plain('contact.note', '<b>A & B</b>\n"C"'),
  since: named({ path: 'contact.since', kind: 'date', text: () => '3 mars 2026', value: '2026-03-03' }),
  tags: many('contact.tags', ['a', 'b']),
  amount: plain('contact.amount', 1200),
}
const contact = named({ path: 'contact', text: () => 'Camille Martin', value: 'Camille Martin', at: name => (Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined) })

const write = (source: string, options: Partial<Writing> = {}): { text: string; missing: string[] } => {
  const missing: string[] = []
  const note: Writing['missing'] = ({ path }) => {
    missing.push(path)
    return ''
  }
  const text = writeTemplate(source, root({ contact }), { language: 'fr', isHtml: false, now: () => Date.parse('2026-03-13T12:00:00Z'), missing: note, ...options })
  return { text, missing }
}

const faultOf = (source: string): string | undefined => {
  try {
    write(source)
    return undefined
  } catch (error) {
    if (!(error instanceof BrokenTemplate)) throw error
    return `${error.code} ${error.where}`.trim()
  }
}

describe('a template', () => {
  it('says what it names, in texts, conditions and loops', () => {
    expect(write('Bonjour {{ contact.firstName }} ({{ contact }})').text).toBe('Bonjour Camille (Camille Martin)')
    expect(write('{% for tag in contact.tags %}[{{ tag }}]{% endfor %} {{ contact.tags }}').text).toBe('[a][b] a, b')
    expect(write('{% if contact.amount > 1000 %}gros{% else %}petit{% endif %}').text).toBe('gros')
    expect(write('{% if contact.firstName == "Camille" and contact.nothing == blank %}oui{% endif %}').text).toBe('oui')
  })

  it('writes days, amounts and words in our own way', () => {
    expect(write('{{ contact.since | date }} | {{ contact.since | date: "numeric" }} | {{ contact.since | date: "weekday" }} | {{ contact.since | days }}').text).toBe('3 mars 2026 | 03/03/2026 | mardi | 10')
    expect(write('{{ contact.amount | times: 2 | money }}').text.replaceAll(/\s/g, ' ')).toBe('2 400,00 €')
    expect(write('{{ contact.firstName | upcase }} {{ contact.tags | join: " + " }}').text).toBe('CAMILLE a + b')
    expect(write('{{ contact.since | date: "short" }}', { language: 'en' }).text).toBe('3 Mar 2026')
  })

  it('collects what is missing by its path, unless it says what to write instead or asks whether it is there', () => {
    expect(write('{{ contact.lastName }}{{ contact.firm.name | upcase }}{{ unknown }}{{ contact.a | default: "x" }}{% if contact.b %}{% endif %}')).toEqual({ text: 'x', missing: ['contact.lastName', 'contact.firm.name', 'unknown'] })
  })

  it('lets no value be a tag in HTML, and reads conditions that were written as HTML', () => {
    expect(write('<p>{{ contact.note }}</p>', { isHtml: true }).text).toBe('<p>&lt;b&gt;A &amp; B&lt;/b&gt;<br>&quot;C&quot;</p>')
    expect(write('<p>{% if contact.amount &gt; 1000 and contact.firstName == &quot;Camille&quot; %}</p><p>oui</p><p>{% endif %}</p>', { isHtml: true }).text).toBe('<p>oui</p>')
    fc.assert(
      fc.property(fc.string(), text => {
        const written = writeTemplate('{{ x }}', root({ x: plain('x', text) }), { language: 'fr', isHtml: true, now: () => 0, missing: () => '' })
        expect(written).toBe(escapeHtml(text).replaceAll('\n', '<br>'))
      }),
    )
  })

  it('reaches nothing but what it is given', () => {
    const names = fc.constantFrom('constructor', '__proto__', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', 'liquidMethodMissing', '__defineGetter__', 'size', 'first', 'firstName', 'then', 'toLiquid', 'equals', '0')
    fc.assert(
      fc.property(fc.array(names, { minLength: 1, maxLength: 5 }), fc.boolean(), (path, fromRoot) => {
        const source = `{{ ${[...(fromRoot ? [] : ['contact']), ...path].join('.')} }}`
        const fault = faultOf(source)
        if (fault === undefined) expect(write(source).text).not.toMatch(/function|\[object|native code/)
        else expect(fault).toMatch(/^TEMPLATE_/)
      }),
      { numRuns: 500 },
    )
  })
})

describe('a template that cannot be read', () => {
  it.each([
    ['{% include "x" %}', 'TEMPLATE_TAG {% include "x" %}'],
    ['{% render "x" %}', 'TEMPLATE_TAG {% render "x" %}'],
    ['{% layout "x" %}', 'TEMPLATE_TAG {% layout "x" %}'],
    ['{% capture x %}{% endcapture %}', 'TEMPLATE_TAG {% capture x %}'],
    ['{% constructor %}', 'TEMPLATE_TAG {% constructor %}'],
    ['a {{ contact.firstName | raw }}', 'TEMPLATE_FILTER {{ contact.firstName | raw }}'],
    ['a {{ contact.firstName | constructor }}', 'TEMPLATE_FILTER {{ contact.firstName | constructor }}'],
    ['a {% if contact.firstName %} b', 'TEMPLATE_UNCLOSED {% if contact.firstName %}'],
    ['a {{ contact.firstName', 'TEMPLATE_UNCLOSED {{ contact.firstName'],
  ])('is refused, and says where: %s', (source, fault) => {
    expect(faultOf(source)).toBe(fault)
  })

  it.each([
    '{% for i in (1..100000000) %}x{% endfor %}',
    '{% for i in (1..9999) %}{% for j in (1..9999) %}{% endfor %}{% endfor %}',
    `{% for i in (1..9999) %}${'x'.repeat(100_000)}{% endfor %}`,
    '{% if a %}'.repeat(20_000),
    'a'.repeat(1_000_001) + '{{ contact }}',
  ])('comes to an end: %#', source => {
    expect(faultOf(source)).toMatch(/^TEMPLATE_(LIMIT|UNCLOSED)/)
  })

  it('is told by its fault alone, whatever is written', () => {
    const token = fc.oneof(fc.constantFrom('{{', '}}', '{%', '%}', ' if ', ' endif ', ' for i in ', '(1..5)', ' contact', '.firstName', '|', ' upcase', ':', '"', "'", '[', ']', ' assign x = ', ' raw ', ' endraw ', ' else ', '<p>', '&lt;', '-', ' case ', ' when '), fc.string({ maxLength: 3 }))
    fc.assert(
      fc.property(fc.array(token, { maxLength: 20 }), tokens => {
        const source = tokens.join('')
        const fault = templateFault(source, false)
        const met = faultOf(source)
        if (fault) expect(met).toBeDefined()
      }),
      { numRuns: 2_000 },
    )
  })
})

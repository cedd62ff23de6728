import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineOf, parseLine, type VCardParam } from './property.ts'
import { readVcards, type VCard } from './read.ts'
import { escapeText, escapeUri, partsOf, splitValue, unescapeText } from './text.ts'
import { propertyLine, writeVcard } from './write.ts'

const read = async (text: string): Promise<VCard[]> => {
  const cards: VCard[] = []
  async function* bytes() {
    yield Buffer.from(text)
  }
  for await (const card of readVcards(bytes())) cards.push(card)
  return cards
}

const anyText = fc.string({ unit: 'binary', maxLength: 60 }).map(text => text.replace(/\r\n?/g, '\n'))
const token = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,12}$/)
const FRAME = ['BEGIN', 'END', 'VERSION', 'AGENT']
const param = fc.tuple(
  token.map(name => name.toUpperCase()).filter(name => name !== 'ENCODING' && name !== 'CHARSET'),
  fc.array(anyText, { minLength: 1, maxLength: 3 }),
)
const property = fc.record({
  group: fc.option(token, { nil: undefined }),
  name: token.map(name => name.toUpperCase()).filter(name => !FRAME.includes(name)),
  params: fc.array(param, { maxLength: 3 }),
  text: anyText,
})

describe('writing a card', () => {
  it('gives CRLF lines of at most 75 octets without cutting a character', () => {
    fc.assert(
      fc.property(fc.array(property, { maxLength: 5 }), properties => {
        const written = writeVcard(properties.map(({ name, text, params, group }) => propertyLine(name, escapeText(text.repeat(8)), params, group)))
        const lines = written.split('\r\n')
        expect(lines.pop()).toBe('')
        for (const line of lines) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
          expect(line).not.toMatch(/[\r\n]/)
          expect(line.isWellFormed()).toBe(true)
        }
      }),
    )
  })

  it('is undone by reading', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(property, { maxLength: 6 }), { minLength: 1, maxLength: 3 }), async cards => {
        const written = cards.map(card => writeVcard(card.map(one => propertyLine(one.name, escapeText(one.text), one.params, one.group))))
        const back = (await read(written.join(''))).map(({ properties }) =>
          properties.map(({ name, value, params, group }) => ({ group, name, params, text: unescapeText(value) })),
        )
        expect(back).toEqual(cards.map(card => card.map(one => ({ ...one, params: one.params as readonly VCardParam[] }))))
      }),
    )
  })

  it('keeps the spaces at which it folds', async () => {
    for (let spaces = 1; spaces < 160; spaces++) {
      const [card] = await read(writeVcard([`NOTE:${' '.repeat(spaces)}`, 'FN:A']))
      expect(card!.properties[0]!.value).toHaveLength(spaces)
    }
  })

  it('keeps a line break out of a line, whoever put it there', () => {
    expect(writeVcard(['NOTE:a\r\nEND:VCARD'])).toBe('BEGIN:VCARD\r\nVERSION:3.0\r\nNOTE:a END:VCARD\r\nEND:VCARD\r\n')
  })

  it('folds a long line in time that grows with its length', () => {
    expect(writeVcard([`NOTE:${'é'.repeat(5_000_000)}`]).length).toBeGreaterThan(5_000_000)
  })
})

describe('a line', () => {
  it('is made again from its property', () => {
    fc.assert(
      fc.property(property, ({ name, text, params, group }) => {
        const line = propertyLine(name, escapeText(text), params, group)
        expect(lineOf(parseLine(line)!)).toBe(line)
      }),
    )
  })

  it('is no property without a colon or with words for a name', () => {
    for (const line of ['', 'N', 'deux mots:x', ':x', '.N:x', 'a.:x', 'é:x', `N;X=${'x'.repeat(100_000)}:y`]) expect(parseLine(line)).toBeUndefined()
  })
})

describe('escaping', () => {
  it('is undone by unescaping, as text, as an address and in parts', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1 }), texts => {
        for (const text of texts) {
          expect(unescapeText(escapeText(text))).toBe(text)
          expect(unescapeText(escapeUri(text))).toBe(text.replace(/\r\n?/g, '\n'))
        }
        expect(partsOf(texts.map(escapeText).join(';'))).toEqual(texts)
        expect(splitValue(texts.map(escapeText).join(','), ',').map(unescapeText)).toEqual(texts)
      }),
    )
  })

  it('leaves alone a backslash that escapes nothing', () => {
    expect(unescapeText('\\x\\')).toBe('\\x\\')
    expect(unescapeText('a\\Nb\\:c')).toBe('a\nb:c')
  })
})

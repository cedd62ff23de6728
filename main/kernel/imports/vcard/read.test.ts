import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineOf } from './property.ts'
import { readVcards, type VCard, type VCardLimits } from './read.ts'

const FIXTURES = new URL('../../../../tests/fixtures/vcards/', import.meta.url)

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const read = async (content: string | Uint8Array, size = 65_536, limits?: VCardLimits): Promise<VCard[]> => {
  const cards: VCard[] = []
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  for await (const card of readVcards(inChunks(bytes, size), limits)) cards.push(card)
  return cards
}
const file = (name: string): Buffer => readFileSync(new URL(name, FIXTURES))
const linesOf = (card: VCard | undefined): string[] => card!.properties.map(lineOf)
const card = (...lines: string[]): string => ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD', ''].join('\r\n')
const old = (...lines: string[]): string => ['BEGIN:VCARD', 'VERSION:2.1', ...lines, 'END:VCARD', ''].join('\r\n')
const valueOf = (from: VCard | undefined, name: string): string | undefined => from!.properties.find(property => property.name === name)?.value

describe('the frame of a file', () => {
  it('gives every card with the line where it begins and its version', async () => {
    const cards = await read(file('mixed-versions.vcf'))
    expect(cards.map(({ version }) => version)).toEqual(['2.1', '3.0', '4.0', '4.0'])
    const text = file('mixed-versions.vcf').toString('utf8').split(/\r\n|\n/)
    for (const { line } of cards) expect(text[line - 1]).toMatch(/BEGIN:VCARD/)
  })

  it.each([1, 2, 3, 7, 64])('reads the same from chunks of %i bytes', async size => {
    for (const name of ['mixed-versions.vcf', 'cr-only.vcf', 'utf-16.vcf', 'outlook-2.1-windows-1252.vcf', 'fold-inside-characters.vcf']) {
      expect((await read(file(name), size)).map(linesOf)).toEqual((await read(file(name))).map(linesOf))
    }
  })

  it('takes a lone CR for the end of a line', async () => {
    const cards = await read(file('cr-only.vcf'))
    expect(cards.map(one => valueOf(one, 'FN'))).toEqual(['Ida Roussel', 'Théo Roussel'])
    expect(valueOf(cards[0], 'NOTE')).toBe('Une note pliée')
    expect(cards[1]!.line).toBe(8)
  })

  it('reads UTF-16 of both byte orders, also beyond its first plane', async () => {
    const little = file('utf-16.vcf')
    expect(valueOf((await read(little, 5))[0], 'FN')).toBe('Minh Châu Đặng 🌻')
    expect(valueOf((await read(Buffer.from(little).swap16(), 5))[0], 'FN')).toBe('Minh Châu Đặng 🌻')
    expect(valueOf((await read(little.subarray(2)))[0], 'FN')).toBe('Minh Châu Đặng 🌻')
  })

  it('ends a card without END at the next BEGIN or at the end of the file', async () => {
    const cards = await read('BEGIN:VCARD\nFN:Un\nBEGIN:VCARD\nFN:Deux\nTEL:1')
    expect(cards.map(linesOf)).toEqual([['FN:Un'], ['FN:Deux', 'TEL:1']])
  })

  it('reads what a truncated file still holds', async () => {
    const [one] = await read(file('truncated.vcf'))
    expect(one!.properties.map(({ name }) => name)).toEqual(['N', 'FN', 'TEL', 'PHOTO'])
  })

  it('skips what stands between cards and accepts lower-case names, empty cards and repeated marks', async () => {
    const cards = await read('\ufeffjunk\nbegin:vcard\nfn:Ada\nend:vcard\nmore:junk\n\ufeffBEGIN:VCARD \nEND:VCARD')
    expect(cards.map(linesOf)).toEqual([['fn:Ada'], []])
    expect(cards[0]!.properties[0]!.name).toBe('FN')
  })

  it('gives no card for an empty file', async () => {
    expect(await read('')).toEqual([])
    expect(await read('\ufeff')).toEqual([])
  })

  it('keeps the cards around a broken one, and of that what can be read', async () => {
    const cards = await read(file('broken-middle.vcf'))
    expect(cards.map(one => valueOf(one, 'FN'))).toEqual(['Premier Entier', 'Deuxième Cassé', 'Troisième Entier'])
    expect(valueOf(cards[1], 'NOTE')).toBe("Une note dont la suite\\nn'est ni pliée ni échappée")
    expect(valueOf(cards[1], 'TEL')).toMatch(/^\+33 6 39 98 00 61/)
  })

  it('gives the lines of the card as they stand in the file', async () => {
    const text = 'BEGIN:VCARD\r\nFN:Ada\r\nNOTE:plié\r\n e\r\nEND:VCARD'
    expect((await read(`junk\r\n${text}\r\n`))[0]!.source).toEqual(text.split('\r\n'))
  })

  it('reads again the source of a card of another charset', async () => {
    for (const name of ['fold-inside-characters.vcf', 'outlook-2.1-windows-1252.vcf', 'android-2.1.vcf']) {
      for (const one of await read(file(name))) expect(linesOf((await read(one.source.join('\n')))[0])).toEqual(linesOf(one))
    }
  })
})

describe('a property', () => {
  it('keeps its head as written', async () => {
    const lines = ['item1.Tel;type=CELL;TYPE="voice,x";x-a=1:+33 1', 'X-Foo.bar.x-baz;a=^n:;,\\;', "X;P=a^'b^^c^nd:1"]
    const [one] = await read(card(...lines))
    expect(linesOf(one)).toEqual(lines)
    expect(one!.properties[0]).toMatchObject({ group: 'item1', name: 'TEL', params: [['TYPE', ['CELL']], ['TYPE', ['voice,x']], ['X-A', ['1']]], value: '+33 1' })
    expect(one!.properties[2]!.params).toEqual([['P', ['a"b^c\nd']]])
  })

  it('finds the colon after quoted ones, and the first one when a quote is never closed', async () => {
    const [one] = await read(card('ADR;LABEL="a:b;c":;;x', 'TEL;X="a:1'))
    expect(one!.properties.map(({ value }) => value)).toEqual([';;x', '1'])
  })

  it('is joined from lines folded by a space or a tab, also inside a character', async () => {
    const [cut, western] = await read(file('fold-inside-characters.vcf'))
    expect(valueOf(cut, 'NOTE')).toBe('é'.repeat(60))
    expect(valueOf(western, 'NOTE')).toBe('café d’hiver')
    expect(valueOf((await read(card('NOTE:a', '\tb', ' c', '', '  d')))[0], 'NOTE')).toBe('abc d')
  })

  it('is read in the charset it declares', async () => {
    const japanese = (await read(file('fold-inside-characters.vcf')))[2]
    expect(linesOf(japanese)).toEqual(['FN:山田 太郎', 'X-PHONETIC-FIRST-NAME:ﾃﾞﾝﾜ'])
    const outlook = (await read(file('outlook-2.1-windows-1252.vcf')))[0]
    expect(valueOf(outlook, 'ORG')).toBe('Œuvres & Métaux;Comptabilité')
    expect(valueOf(outlook, 'LABEL')).toBe('18 rue de l’Étoile\\n42000 Saint-Étienne')
  })

  it('is read as UTF-8 or windows-1252 when the charset it declares is unknown', async () => {
    expect(valueOf((await read(old('FN;CHARSET=X-NONE:é')))[0], 'FN')).toBe('é')
    expect(valueOf((await read(Buffer.from(old('FN;CHARSET=UTF-8:\xe9\x81'), 'latin1')))[0], 'FN')).toBe('é\x81')
  })

  it('keeps the space of a 2.1 fold, unless that cuts a character', async () => {
    expect(valueOf((await read(file('outlook-2.1-windows-1252.vcf')))[0], 'NOTE')).toBe('Un texte que son auteur a plié entre deux mots')
    const bytes = Buffer.concat([Buffer.from('BEGIN:VCARD\nVERSION:2.1\nFN:caf\xc3', 'latin1'), Buffer.from('\n \xa9', 'latin1')])
    expect(valueOf((await read(bytes))[0], 'FN')).toBe('café')
  })
})

describe('a property of version 2.1', () => {
  it('has its quoted-printable text decoded over soft line breaks', async () => {
    const [one] = await read(file('android-2.1.vcf'))
    expect(valueOf(one, 'N')).toBe('Gaël;Anaïs;;;')
    expect(valueOf(one, 'NOTE')).toBe('Première ligne un peu longue\\nDeuxième : 100 % sûr\\; oui\\, non')
  })

  it('keeps going when a soft line break leads nowhere', async () => {
    const [one, two] = await read(`${old('NOTE;QUOTED-PRINTABLE:=41=4=zz=')}${card('FN:B')}`)
    expect(valueOf(one, 'NOTE')).toBe('A=4=zz')
    expect(valueOf(two, 'FN')).toBe('B')
  })

  it('has bare parameters named', async () => {
    const [one] = await read(old('TEL;CELL;VOICE;;X-Maison:1', 'PHOTO;URL;GIF:http://a.example/b,c', 'FN;8BIT:a'))
    expect(linesOf(one)).toEqual(['TEL;TYPE=CELL;TYPE=VOICE;TYPE=X-Maison:1', 'PHOTO;VALUE=URL;TYPE=GIF:http://a.example/b\\,c', 'FN:a'])
  })

  it('has base64 up to an empty line, indented or not', async () => {
    const [one] = await read(old('PHOTO;JPEG;ENCODING=BASE64:/9j/4AAQ', ' SkZJRg', '', 'TEL:1', 'LOGO;BASE64:/9j/', 'SkZJRg==', '', 'FN:A'))
    expect(linesOf(one)).toEqual(['PHOTO;TYPE=JPEG;ENCODING=b:/9j/4AAQSkZJRg', 'TEL:1', 'LOGO;ENCODING=b:/9j/SkZJRg==', 'FN:A'])
  })

  it('has its commas and backslashes escaped as version 3.0 wants them', async () => {
    const [one] = await read(old('TITLE:a, b', 'N:a\\;b;c', 'X-P:C:\\dir\\;', 'CATEGORIES:a,b', 'GEO:1.5,2.5', 'NOTE:a\\nb', 'X-Q;QUOTED-PRINTABLE:a\\nb=0Ac'))
    expect(linesOf(one)).toEqual(['TITLE:a\\, b', 'N:a\\;b;c', 'X-P:C:\\\\dir\\;', 'CATEGORIES:a,b', 'GEO:1.5;2.5', 'NOTE:a\\nb', 'X-Q:a\\\\nb\\nc'])
  })

  it('may be a whole card, which becomes its text', async () => {
    const [outlook] = await read(file('outlook-2.1-windows-1252.vcf'))
    expect(valueOf(outlook, 'AGENT')).toBe('BEGIN:VCARD\\nVERSION:3.0\\nFN:Zoé Assistante\\nTEL\\;TYPE=WORK:04 99 00 00 33\\nEND:VCARD')
    expect(outlook!.properties.at(-1)!.name).toBe('REV')
  })

  it('may be such a card without an end', async () => {
    const cards = await read('BEGIN:VCARD\nFN:A\nAGENT:\nBEGIN:VCARD\nFN:B')
    expect(cards.map(linesOf)).toEqual([['FN:A', 'AGENT:BEGIN:VCARD\\nFN:B\\nEND:VCARD']])
  })
})

describe('hostile files', () => {
  const limits: VCardLimits = { bytes: 2000, properties: 50 }

  it('are cut at the size of a card, after which the next card is read', async () => {
    for (const size of [10, 65_536]) {
      const cards = await read(`${card('FN:A', `NOTE:${'x'.repeat(5000)}`, 'TEL:1')}${card('FN:B')}`, size, limits)
      expect(cards.map(({ isTooLarge }) => isTooLarge)).toEqual([true, false])
      expect(linesOf(cards[0])).toEqual(['FN:A'])
      expect(linesOf(cards[1])).toEqual(['FN:B'])
    }
  })

  it('are cut at the number of properties', async () => {
    const [one, two] = await read(`${card(...Array.from({ length: 60 }, () => 'X:1'))}${card('FN:B')}`, 65_536, limits)
    expect(one).toMatchObject({ isTooLarge: true })
    expect(one!.properties).toHaveLength(50)
    expect(two!.isTooLarge).toBe(false)
  })

  it('do not nest agents without end', async () => {
    const cards = await read('BEGIN:VCARD\nAGENT:\n'.repeat(200))
    expect(cards.length).toBeGreaterThan(1)
  })

  it('survive a line of 20 MB and a card of a million lines', { timeout: 60_000 }, async () => {
    const [long] = await read(card(`NOTE:${'y'.repeat(20_000_000)}`))
    expect(valueOf(long, 'NOTE')).toHaveLength(20_000_000)
    const [many] = await read(card(`NOTE:${'\r\nz'.repeat(1_000_000)}`))
    expect(valueOf(many, 'NOTE')).toHaveLength(3_000_000)
    const [tiny] = await read(card('X:1\r\n'.repeat(1_000_000)))
    expect(tiny!.isTooLarge).toBe(true)
  })

  it('of random bytes never throw', async () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 40 }).map(bytes => Buffer.from(bytes)),
      fc
        .constantFrom('BEGIN:VCARD\n', 'END:VCARD\r', 'VERSION:2.1\n', ' ', '\n', '=\n', 'AGENT:\n', 'N;ENCODING=QUOTED-PRINTABLE:=', 'X;CHARSET=Shift_JIS:\x81', '"', ';', ':')
        .map(text => Buffer.from(text, 'latin1')),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), fc.integer({ min: 1, max: 50 }), async (pieces, size) => {
        const bytes = Buffer.concat(pieces)
        const cards = await read(bytes, size)
        for (const one of cards) expect(one.source[0]).toMatch(/BEGIN/i)
        expect(cards.map(linesOf)).toEqual((await read(bytes)).map(linesOf))
      }),
    )
  })
})

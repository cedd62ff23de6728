import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { ExpectedError } from '../../../../shared/kernel/rpc/result.ts'
import type { CsvEncoding } from './decode.ts'
import { detectCsv, SAMPLE_BYTES } from './detect.ts'
import type { CsvDialect } from './dialect.ts'
import { neutralise, restore } from './formula.ts'
import { readRows } from './read.ts'
import { MAX_ROW, type Row } from './rows.ts'
import { writeCsv } from './write.ts'

async function* chunks(bytes: Uint8Array, size = bytes.length || 1): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const readAll = async (bytes: Uint8Array, dialect: CsvDialect, size?: number): Promise<Row[]> => {
  const rows: Row[] = []
  for await (const batch of readRows(chunks(bytes, size), dialect)) for (const row of batch) rows.push(row)
  return rows
}

const bytesOf = (text: string, encoding = 'utf-8'): Uint8Array => iconv.encode(text, encoding)
const read = (text: string, size?: number): Promise<Row[]> => readAll(bytesOf(text), detectCsv(bytesOf(text)), size)
const cellsOf = async (text: string): Promise<string[][]> => (await read(text)).map(({ cells }) => cells)
const kindOf = (bytes: Uint8Array): unknown => {
  try {
    return detectCsv(bytes).encoding
  } catch (error) {
    return error instanceof ExpectedError ? (error.failure.params?.kind ?? error.failure.code) : error
  }
}

describe('detecting how a table is written', () => {
  const TABLE = 'Prénom;Nom;Société\nZoé;Lefèvre;Électricité générale\nÉloïse;Brûlé;Forêt à l’Est\n'

  it.each<[CsvEncoding, string]>([['utf-8', 'utf-8'], ['utf-16le', 'utf-16le'], ['utf-16be', 'utf-16be'], ['windows-1252', 'windows-1252'], ['macintosh', 'macintosh'], ['cp850', 'cp850']])(
    'reads %s without a byte order mark',
    async (encoding, name) => {
      const text = encoding === 'cp850' ? TABLE.replace('’', "'") : TABLE
      const bytes = iconv.encode(text, name, { addBOM: false })
      const dialect = detectCsv(bytes)
      expect(dialect).toMatchObject({ encoding, bom: false, delimiter: ';', headed: true })
      for (const size of [1, 2, 3, 7, 1_000]) expect((await readAll(bytes, dialect, size)).map(({ cells }) => cells.join(';')).join('\n')).toBe(text.trim())
    },
  )

  it.each<CsvEncoding>(['utf-8', 'utf-16le', 'utf-16be'])('knows the byte order mark of %s and drops it', async encoding => {
    const bytes = iconv.encode(TABLE, encoding, { addBOM: true })
    const dialect = detectCsv(bytes)
    expect(dialect).toMatchObject({ encoding, bom: true })
    expect((await readAll(bytes, dialect))[0]!.cells[0]).toBe('Prénom')
  })

  it('is not misled by a letter cut at the end of the sample', () => {
    const bytes = bytesOf(`nom;ville\n${'é;è\n'.repeat(SAMPLE_BYTES / 6)}`)
    for (let cut = 0; cut < 6; cut++) expect(detectCsv(bytes.subarray(0, SAMPLE_BYTES - cut), false).encoding).toBe('utf-8')
    expect(detectCsv(bytesOf('Nom\nAndré', 'windows-1252')).encoding).toBe('windows-1252')
  })

  it('reads a stray Windows-1252 byte in UTF-8 rather than losing it', async () => {
    const bytes = Buffer.concat([bytesOf('nom;ville\n'), bytesOf('Zoé;Orléans\n'), bytesOf('Éric;Évry\n', 'windows-1252')])
    const dialect = { ...detectCsv(bytes), encoding: 'utf-8' as const }
    for (const size of [1, 2, 100]) expect((await readAll(bytes, dialect, size)).map(({ cells }) => cells)).toEqual([['nom', 'ville'], ['Zoé', 'Orléans'], ['Éric', 'Évry']])
  })

  it.each([
    [';', 'nom;prix\nPomme, rouge;1,50\nPoire, verte;2,30\n'],
    [',', 'name,price\n"Apple; red",1.50\nPear; green,2.30\n'],
    ['\t', 'nom\tprix\nPomme\t1,50\nPoire, verte\t2,30\n'],
    ['|', 'nom|prix\nPomme|1,50\nPoire|2,30\n'],
    [';', '\n\nnom;note\nA;"ligne, une\nligne, deux, trois"\nB;x\n'],
    ['|', 'sep=|\na,b|c,d\n1,2|3,4\n'],
    [';', 'adresse\n12, rue Haute\nBourg\n'],
    [';', 'a;b;c\n1;2\n1;2;3\n'],
  ])('finds the delimiter %j', (delimiter, text) => {
    expect(detectCsv(bytesOf(text)).delimiter).toBe(delimiter)
  })

  it('skips the line that only names the delimiter, counting it', async () => {
    expect(await read('sep=;\r\nnom;ville\r\nAda;Lyon\r\n')).toEqual([{ line: 2, cells: ['nom', 'ville'] }, { line: 3, cells: ['Ada', 'Lyon'] }])
  })

  it('tells headings from data', () => {
    expect(detectCsv(bytesOf('Nom;E-mail\nAda;ada@example.org\n')).headed).toBe(true)
    expect(detectCsv(bytesOf('Ada;ada@example.org\nBob;bob@example.org\n')).headed).toBe(false)
    expect(detectCsv(bytesOf('Ada;20/11/2026\n')).headed).toBe(false)
    expect(detectCsv(bytesOf('Client;2024;CA prévu;Ville\n')).headed).toBe(true)
  })

  it('refuses what is no text, saying what it is', () => {
    expect(kindOf(Buffer.from('PK\u0003\u0004....[Content_Types].xml'))).toBe('xlsx')
    expect(kindOf(Buffer.from('PK\u0003\u0004....photo.txt'))).toBe('zip')
    expect(kindOf(Buffer.from('%PDF-1.7\n'))).toBe('pdf')
    expect(kindOf(Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'))).toBe('png')
    expect(kindOf(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))).toBe('xls')
    expect(kindOf(Buffer.from('<html><table>'))).toBe('html')
    expect(kindOf(Buffer.from(Uint8Array.from({ length: 4_000 }, (_, i) => (i * 7919) % 256)))).toBe('binary')
    expect(kindOf(Buffer.alloc(0))).toBe('FILE_EMPTY')
    expect(kindOf(Buffer.from('\ufeff \r\n\r\n'))).toBe('FILE_EMPTY')
    expect(kindOf(Buffer.from('a;b\nx\u0000y;z\n'))).toBe('utf-8')
  })

  it('answers or refuses with a code whatever the bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
      expect(typeof kindOf(bytes)).toBe('string')
    }), { numRuns: 500 })
  })
})

describe('reading rows', () => {
  it('gives the line at which each row begins', async () => {
    const text = 'nom;note\r\n\r\nA;"une\r\ndeux\r\ntrois"\r\nB;x\r\n;;\r\nC;y'
    for (const size of [1, 2, 5, 100]) {
      expect(await read(text, size)).toEqual([
        { line: 1, cells: ['nom', 'note'] }, { line: 3, cells: ['A', 'une\r\ndeux\r\ntrois'] }, { line: 6, cells: ['B', 'x'] }, { line: 8, cells: ['C', 'y'] },
      ])
    }
  })

  it('understands quotes as people and programs write them', async () => {
    expect(await cellsOf('a;b;c\n"x ""y"" z";"";"1;2"\n19" rack;"Dupont" SARL;"dit "Jo" ici"\n"Dupont" SARL;"Paris";\n')).toEqual([
      ['a', 'b', 'c'], ['x "y" z', '', '1;2'], ['19" rack', '"Dupont" SARL', 'dit "Jo" ici'], ['"Dupont" SARL', 'Paris', ''],
    ])
  })

  it('reads old Mac line ends and keeps a lone carriage return elsewhere', async () => {
    expect(await cellsOf('a;b\r1;"x\ry"\r2;z\r')).toEqual([['a', 'b'], ['1', 'x\ry'], ['2', 'z']])
    expect(await cellsOf('a;b\n1;x\ry\n')).toEqual([['a', 'b'], ['1', 'x\ry']])
  })

  it('lets a NUL through', async () => {
    expect(await cellsOf('a;b\nx\u0000y;z\n')).toEqual([['a', 'b'], ['x\u0000y', 'z']])
  })

  it('reports a quote that nothing closes and reads the lines after it', async () => {
    for (const size of [1, 8, 1_000]) {
      expect(await read('a;b\n"Le Bistrot;Paris\nB;"x"\nC;y\n', size)).toEqual([
        { line: 1, cells: ['a', 'b'] }, { line: 2, cells: ['"Le Bistrot', 'Paris'], fault: 'openQuote' }, { line: 3, cells: ['B', 'x'] }, { line: 4, cells: ['C', 'y'] },
      ])
    }
    const far = await read(`a;b\n"Le Bistrot;Paris\n${'B;y\n'.repeat(MAX_ROW / 2)}`)
    expect(far[1]).toMatchObject({ line: 2, fault: 'openQuote' })
    expect(far).toHaveLength(2 + MAX_ROW / 2)
    expect(far.at(-1)).toEqual({ line: 2 + MAX_ROW / 2, cells: ['B', 'y'] })
  })

  it('reports a row too long or too wide and goes on', async () => {
    const long = await read(`a;b\n${'x'.repeat(3 * MAX_ROW)};1\nC;${'y;'.repeat(2_500)}\nD;z\n`)
    expect(long.map(({ line, fault }) => [line, fault])).toEqual([[1, undefined], [2, 'tooLong'], [3, 'tooManyCells'], [4, undefined]])
    expect(long[1]!.cells.join('').length).toBeLessThanOrEqual(MAX_ROW)
    expect(long[2]!.cells).toHaveLength(2_000)
  })

  it('does not depend on how the bytes are cut into chunks', async () => {
    const text = fc.array(fc.constantFrom('"', '""', ';', '\n', '\r\n', '\r', 'a', 'é', ' ', "'=", '😀'), { maxLength: 40 }).map(parts => parts.join(''))
    const dialect: CsvDialect = { encoding: 'utf-8', bom: false, delimiter: ';', quote: '"', lineEnd: '\n', sepLine: false, headed: true }
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (content, size) => {
        expect(await readAll(bytesOf(content), dialect, size)).toEqual(await readAll(bytesOf(content), dialect))
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('writing rows', () => {
  const write = async (rows: string[][], style?: { delimiter: string; bom: boolean }): Promise<Buffer> => {
    const parts: Uint8Array[] = []
    for await (const part of writeCsv((async function* () { yield* rows })(), style)) parts.push(part)
    return Buffer.concat(parts)
  }

  it('writes what spreadsheets open', async () => {
    expect((await write([['Nom', 'Note'], ['Ada; "A"', 'une\ndeux']])).toString()).toBe('\ufeffNom;Note\r\n"Ada; ""A""";"une\ndeux"\r\n')
  })

  it('neutralises formulas but neither numbers nor international phones', () => {
    for (const cell of ['=SUM(A1)', '+cmd|calc', '-2+3', '@x', '\t=1', "'=1", '-', '+33 6 12 x']) expect(neutralise(cell)).toBe(`'${cell}`)
    for (const cell of ['-12,50', '-1 234,50 €', '+33 6 12 34 56 78', '+33 (0)6.12-34', 'a=b', "l'eau", "'tis", '12']) expect(neutralise(cell)).toBe(cell)
    expect(restore("'=SUM(A1)")).toBe('=SUM(A1)')
    expect(restore("'tis")).toBe("'tis")
  })

  it('is read back the same, formulas and line breaks included', async () => {
    const cell = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.array(fc.constantFrom('"', ';', ',', '\t', '\n', '\r', '=', '+', '-', '@', "'", ' ', 'a', '1', '\ufeff', '\u0000'), { maxLength: 8 }).map(parts => parts.join('')))
    const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 6 }).map(all => all.filter(cells => cells.some(one => one.trim() !== '')))
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom(';', ',', '\t', '|'), fc.boolean(), fc.integer({ min: 1, max: 50 }), async (table, delimiter, bom, size) => {
        const dialect: CsvDialect = { encoding: 'utf-8', bom, delimiter, quote: '"', lineEnd: '\n', sepLine: false, headed: true }
        const bytes = await write([['Nom'], ...table], { delimiter, bom })
        expect((await readAll(bytes, dialect, size)).map(({ cells }) => cells)).toEqual([['Nom'], ...table])
      }),
      { numRuns: 1_000 },
    )
  })

  it('is detected as what it is', async () => {
    expect(detectCsv(await write([['Nom', 'Ville'], ['Zoé', 'Orléans, Loiret']]))).toEqual({ encoding: 'utf-8', bom: true, delimiter: ';', quote: '"', lineEnd: '\n', sepLine: false, headed: true })
  })
})

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyEntity } from '../../../shared/kernel/entity/define.ts'
import { compileValidator } from '../../../shared/kernel/entity/validate.ts'
import { contact } from '../../../shared/modules/persons/contact.entity.ts'
import { organisation } from '../../../shared/modules/persons/organisation.entity.ts'
import { civility } from '../../../shared/modules/persons/persons.lists.ts'
import type { Candidate } from '../../kernel/imports/candidate.ts'
import { paramText, type VCardProperty } from '../../kernel/imports/vcard/property.ts'
import { readVcards, type VCard } from '../../kernel/imports/vcard/read.ts'
import { escapeText, splitValue, unescapeText } from '../../kernel/imports/vcard/text.ts'
import { propertyLine } from '../../kernel/imports/vcard/write.ts'
import { type CardContext, cardToCandidate, recordToVcard } from './persons.vcard.ts'
import { readPhoto } from './vcard-photo.ts'

const FIXTURES = new URL('../../../tests/fixtures/vcards/', import.meta.url)
const AT = '2026-03-04T05:06:07.890Z'

const readAll = async (content: string | Uint8Array): Promise<VCard[]> => {
  const cards: VCard[] = []
  async function* bytes() {
    yield Buffer.from(content as Uint8Array)
  }
  for await (const card of readVcards(bytes())) cards.push(card)
  return cards
}
const text = (...lines: string[]): string => ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD', ''].join('\r\n')
const candidatesOf = async (content: string | Uint8Array): Promise<Candidate[]> => (await readAll(content)).map(cardToCandidate)
const candidate = async (...lines: string[]): Promise<Candidate> => (await candidatesOf(text(...lines)))[0]!
const file = (name: string): Promise<Candidate[]> => candidatesOf(readFileSync(new URL(name, FIXTURES)))

const contextOf = ({ links, words, files }: Candidate): CardContext => ({
  updatedAt: AT,
  organisation: links.organisation,
  civility: words.civility?.[0],
  picture: files[0],
})
/** The data as stored once the importer has added the civility that no list knew. */
const storedOf = ({ data, words }: Candidate): Record<string, unknown> => (words.civility ? { ...data, civility: 'listed-since' } : data)
const exported = (from: Candidate, change: Record<string, unknown> = {}): string => recordToVcard(from.type, { ...storedOf(from), ...change }, contextOf(from))
const linesOf = (written: string): string[] => written.replaceAll('\r\n ', '').trimEnd().split('\r\n').slice(2, -2)
const hiddenOf = ({ data }: Candidate): string[] => ((data.vcardLines ?? []) as { value: string }[]).map(({ value }) => value)

/** What every property means, with the company it keeps in its group. */
const meaningOf = (card: VCard): string[] => {
  const properties = card.properties.filter(({ name, value }) => name !== 'REV' && !(name === 'PHOTO' && value === ''))
  const mates = new Map<string, string[]>()
  for (const { group, name } of properties) if (group) mates.set(group.toUpperCase(), [...(mates.get(group.toUpperCase()) ?? []), name].sort())
  const valueOf = ({ name, value }: VCardProperty): string => {
    if (name === 'CATEGORIES' || name === 'NICKNAME' || name === 'N') return value.replace(/;+$/, '')
    const plain = name === 'URL' || name === 'X-SOCIALPROFILE' || name === 'TEL' || name === 'EMAIL' ? [unescapeText(value)] : splitValue(value, ';').map(unescapeText)
    if (name === 'TEL') return plain[0]!.trim().replace(/^tel:/, '')
    return plain.map(part => part.trim()).join('\u0000').replace(/\u0000+$/, '')
  }
  let photos = 0
  return properties.map(property => {
    const { group, name } = property
    const photo = name === 'PHOTO' && photos === 0 ? readPhoto(property) : undefined
    if (photo) photos++
    const params = photo ? property.params.filter(([param]) => !/ENCODING|VALUE|MEDIATYPE|TYPE/.test(param)).map(param => JSON.stringify(param)) : [paramText(property)]
    return JSON.stringify([name, group ? mates.get(group.toUpperCase()) : [], params.sort(), photo ? Buffer.from(photo.bytes).toString('hex') : valueOf(property)])
  })
}

/** What an export may add to a card: version 3.0 requires a name, and nothing else tells a company. */
const MAY_ADD = /^\["(N|FN|ORG|X-ABSHOWAS)"/

const expectLossless = async (card: VCard): Promise<void> => {
  const first = cardToCandidate(card)
  const written = exported(first)
  const [back, ...more] = await readAll(written)
  expect(more).toEqual([])
  const after = meaningOf(back!)
  for (const meaning of meaningOf(card)) {
    const at = after.indexOf(meaning)
    expect(at, `${meaning}\nis not in\n${after.join('\n')}`).toBeGreaterThanOrEqual(0)
    after.splice(at, 1)
  }
  for (const added of after) expect(added).toMatch(MAY_ADD)
  const again = cardToCandidate(back!)
  expect({ type: again.type, data: again.data, links: again.links, words: again.words }).toEqual({ type: first.type, data: first.data, links: first.links, words: first.words })
  expect(again.files.map(({ bytes }) => Buffer.from(bytes).toString('hex'))).toEqual(first.files.map(({ bytes }) => Buffer.from(bytes).toString('hex')))
}

describe('a round trip', () => {
  it.each([
    'apple-3.0.vcf',
    'android-2.1.vcf',
    'google-3.0.vcf',
    'outlook-2.1-windows-1252.vcf',
    'nextcloud-4.0.vcf',
    'mixed-versions.vcf',
    'cr-only.vcf',
    'truncated.vcf',
    'broken-middle.vcf',
    'utf-16.vcf',
    'fold-inside-characters.vcf',
  ])('loses nothing of %s, and the export comes back as the same record', async name => {
    const cards = await readAll(readFileSync(new URL(name, FIXTURES)))
    expect(cards.length).toBeGreaterThan(0)
    for (const card of cards) await expectLossless(card)
  })

  const anyText = fc.string({ unit: 'grapheme', maxLength: 30 }).map(value => value.replace(/\r\n?/g, '\n'))
  const words = fc.array(fc.constantFrom('Jean', 'de', 'Marie-Ève', 'DUPONT', 'M.', 'Dr', 'Lord', ' ', 'a,b', '🌻'), { maxLength: 3 }).map(parts => parts.join(' '))
  const parts = (max: number) => fc.array(fc.oneof(words, anyText, fc.constant('')), { maxLength: max }).map(list => list.map(escapeText).join(';'))
  const value: Record<string, fc.Arbitrary<string>> = {
    N: fc.oneof(parts(6), fc.constant(';;;;')),
    FN: words,
    ORG: parts(4),
    ADR: parts(9),
    EMAIL: fc.oneof(fc.constantFrom('a@b.example', 'c@d.example', 'no mail', ''), anyText),
    TEL: fc.constantFrom('+33 1', 'tel:+33-2', '', '3;ext=4', 'sip:5'),
    BDAY: fc.constantFrom('1980-02-29', '19800228', '--0415', '1604-05-05', '1980-02-28T00:00:00Z', 'vers 1900'),
    NOTE: anyText.map(escapeText),
    CATEGORIES: fc.constantFrom('a,b', 'a', 'a\\,b', 'a,,b', ' a , a'),
    URL: fc.constantFrom('http://a.example/b,c;d', 'https\\://e.example'),
    PHOTO: fc.constantFrom('/9j/4AAQ', 'iVBORw0KGgoAAA==', 'data:image/gif;base64,R0lGODlh', 'https://a.example/p.jpg', ''),
    KIND: fc.constantFrom('org', 'individual', 'group'),
    'X-ABSHOWAS': fc.constantFrom('COMPANY', 'PERSON'),
    'X-ABLABEL': fc.constantFrom('_$!<Mobile>!$_', '_$!<Home>!$_', '_$!<Spouse>!$_', '_$!<Zzz>!$_', 'Chalet', 'constructor', 'work', ''),
  }
  const name = fc.oneof(fc.constantFrom(...Object.keys(value)), fc.constantFrom('TITLE', 'NICKNAME', 'UID', 'X-ABUID', 'X-ABRELATEDNAMES', 'X-SOCIALPROFILE', 'X-ABADR', 'PRODID', 'TZ', 'X-Y'))
  const param = fc.constantFrom<readonly [string, string[]]>(
    ['TYPE', ['WORK']], ['TYPE', ['CELL']], ['TYPE', ['INTERNET', 'HOME']], ['TYPE', ['WORK', 'FAX']], ['TYPE', ['pref']], ['TYPE', ['PARCEL']], ['TYPE', ['twitter']],
    ['VALUE', ['uri']], ['X-A', ['b:c', 'd"e']], ['LANGUAGE', ['fr']], ['X-APPLE-OMIT-YEAR', ['1604']],
  )
  const line = name.chain(chosen =>
    fc.tuple(fc.option(fc.constantFrom('item1', 'item2', 'ITEM2', 'a.b'), { nil: undefined }), fc.array(param, { maxLength: 2 }), value[chosen] ?? anyText.map(escapeText)).map(
      ([group, params, content]) => propertyLine(chosen, content, chosen === 'PHOTO' && !content.includes(':') ? [...params, ['ENCODING', ['b']]] : params, group),
    ),
  )

  it('loses nothing of any card', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 12 }), async lines => {
        const [card] = await readAll(text(...lines))
        await expectLossless(card!)
      }),
      { numRuns: 300 },
    )
  })

  it('gives data that the definitions accept, whatever the card', async () => {
    const validators = { contact: compileValidator(anyEntity(contact)), organisation: compileValidator(anyEntity(organisation)) }
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 12 }), async lines => {
        const { type, data, problems } = await candidate(...lines)
        const wrong = validators[type as 'contact'](data)
        expect(wrong.map(({ code }) => code).filter(code => code !== 'NAME_REQUIRED' && code !== 'REQUIRED')).toEqual([])
        expect(problems.some(({ code }) => code === 'NAME_REQUIRED')).toBe(wrong.length > 0)
      }),
    )
  })

  it('loses nothing of a card that exceeds every field', { timeout: 60_000 }, async () => {
    const long = 'x'.repeat(1_001)
    const lines = [
      `FN:${long} Dupont`, 'N:;Jean;;;', `TITLE:${long}`, `ORG:${long}`, `TEL:${long}`, `EMAIL:${long}@a.example`, `ADR;X="${long}":;;rue;;;;`, `X-LONG:${'🌻'.repeat(1_200_001)}`,
      ...Array.from({ length: 1_100 }, (_, at) => `TEL;TYPE=CELL:${at}`), ...Array.from({ length: 1_100 }, (_, at) => `X-N:${at}`),
    ]
    const [card] = await readAll(text(...lines))
    const { data, problems } = cardToCandidate(card!)
    expect(compileValidator(anyEntity(contact))(data)).toEqual([])
    expect(problems.every(({ warning }) => warning)).toBe(true)
    expect(problems.map(({ field }) => field).sort()).toEqual(['address', 'emails', 'jobTitle', 'organisation', 'phones', 'vcardLines'])
    await expectLossless(card!)
  })
})

describe('a card of a person', () => {
  it('fills the fields of a contact', async () => {
    const [solene] = await file('apple-3.0.vcf')
    expect(solene).toMatchObject({
      line: 1,
      type: 'contact',
      links: { organisation: 'Atelier du Tilleul' },
      problems: [],
      data: {
        civility: 'mrs',
        firstName: 'Solène',
        additionalNames: 'Aude',
        lastName: 'Lefèvre',
        nickname: 'Solo',
        jobTitle: 'Responsable des achats',
        department: 'Conception',
        emails: [{ value: 'solene@example.org', label: 'home' }, { value: 'sl@atelier-tilleul.example', label: 'Facturation' }],
        phones: [{ value: '+33 6 39 98 00 01', label: 'mobile' }, { value: '01 99 00 00 02', label: 'Chalet' }, { label: 'Main' }],
        websites: [{ value: 'https://solene.example/a,b', label: 'HomePage' }],
        socialProfiles: [{ label: 'linkedin' }, { value: 'https://social.example/solene', label: 'x' }],
        relatedNames: [{ value: 'Basile Lefèvre', label: 'spouse' }, { value: 'Ondine', label: 'Sister' }],
        address: { street: '12 rue des Érables\nBâtiment C', postcode: '69003', city: 'Lyon', region: 'Rhône', country: 'France', label: 'home' },
        otherAddresses: [{ value: { poBox: 'BP 7', street: "3 quai de l'Écluse", city: 'Vienne', postcode: '38200', country: 'France' }, label: 'work' }],
        birthday: '1984-05-17',
        categories: [{ value: 'Clients' }, { value: 'Salon 2024' }],
        notes: "Rencontrée au salon, stand 12.\nRappeler après l'été; préfère le matin.",
        uid: '8D1F6F0B-2F0C-4B69-9B43-6E0A4E0C7C11',
      },
    })
    expect(solene!.files).toMatchObject([{ field: 'picture', name: 'photo.png', mime: 'image/png' }])
    expect(solene!.data.phones).toContainEqual({ value: '01 99 00 00 02', label: 'Chalet' })
    expect(hiddenOf(solene!)).toContain('X-IMAGETYPE:PHOTO')
    expect(solene!.source[1]).toBe('VERSION:3.0')
  })

  it('gives quoted-printable text of version 2.1 as text, and writes it as text of version 3.0', async () => {
    const [anais] = await file('android-2.1.vcf')
    expect(anais).toMatchObject({
      data: {
        firstName: 'Anaïs',
        lastName: 'Gaël',
        notes: 'Première ligne un peu longue\nDeuxième : 100 % sûr; oui, non',
        address: { street: '4, allée des Pins', city: 'Nîmes' },
        phones: [{ label: 'mobile' }, { label: 'workFax' }, { value: '0199000013' }],
      },
      files: [{ mime: 'image/png' }],
    })
    const lines = linesOf(exported(anais!))
    expect(lines).toContain('NOTE:Première ligne un peu longue\\nDeuxième : 100 % sûr\\; oui\\, non')
    expect(lines).toContain('TEL;TYPE=CELL;TYPE=PREF:0639980011')
    expect(lines.join('\n')).not.toMatch(/QUOTED|CHARSET/)
  })

  it('joins several notes and gives them back apart until one is changed', async () => {
    const [basile] = await file('google-3.0.vcf')
    expect(basile!.data.notes).toBe('Note 1\n\nNote 2')
    expect(linesOf(exported(basile!)).filter(line => line.startsWith('NOTE'))).toEqual(['NOTE:Note 1', 'NOTE:Note 2'])
    expect(linesOf(exported(basile!, { notes: 'Note 3' })).filter(line => line.startsWith('NOTE'))).toEqual(['NOTE:Note 3'])
  })

  it('keeps an invalid e-mail as a line and warns of it', async () => {
    const one = await candidate('FN:Ada Lo', 'EMAIL;TYPE=WORK:pas une adresse', 'EMAIL:ada@example.org')
    expect(one.data.emails).toEqual([{ value: 'ada@example.org' }])
    expect(one.problems).toEqual([{ field: 'emails', code: 'EMAIL_INVALID', params: { value: 'pas une adresse' }, warning: true }])
    expect(linesOf(exported(one))).toContain('EMAIL;TYPE=WORK:pas une adresse')
  })

  it.each([
    ['Sophie', { firstName: 'Sophie' }],
    ['Sophie Marie Dupont', { firstName: 'Sophie Marie', lastName: 'Dupont' }],
    ['Dupont\\, Sophie', { firstName: 'Sophie', lastName: 'Dupont' }],
    ['Mme Dupont', { civility: 'mrs', lastName: 'Dupont' }],
    ['Dr. Sophie Dupont', { civility: 'dr', firstName: 'Sophie', lastName: 'Dupont' }],
  ])('splits %s when there is no N', async (full, names) => {
    expect((await candidate(`FN:${full}`)).data).toMatchObject(names)
    const { vcardLines, ...data } = (await candidate(`FN:${full}`)).data
    expect(data).toEqual(names)
  })

  it('keeps a full name that is not what its parts give, until they change', async () => {
    const one = await candidate('N:Dupont;Jean-Paul;;;', 'FN:JP le Grand')
    expect(linesOf(exported(one))).toEqual(expect.arrayContaining(['N:Dupont;Jean-Paul;;;', 'FN:JP le Grand']))
    const changed = linesOf(exported(one, { lastName: 'Durand' }))
    expect(changed).toContain('N:Durand;Jean-Paul;;;')
    expect(changed.filter(line => line.startsWith('FN'))).toEqual(['FN:Jean-Paul Durand'])
  })

  it('proposes a civility that the list lacks, and writes it back by its words', async () => {
    const one = await candidate('N:Ash;Ivy;;Lady;', 'FN:Lady Ivy Ash')
    expect(one.words).toEqual({ civility: ['Lady'] })
    expect(one.data.civility).toBeUndefined()
    expect(linesOf(exported(one, { civility: 'lady' }))).toContain('N:Ash;Ivy;;Lady;')
    expect(linesOf(exported(one, { civility: 'mr' }))).toContain('N:Ash;Ivy;;M.;')
    expect(linesOf(exported(one, { civility: 'lady', firstName: 'Rose' }))).toContain('N:Ash;Rose;;Lady;')
    expect(linesOf(recordToVcard('contact', { ...one.data, civility: 'lady' }, { updatedAt: AT }))).toContain('N:Ash;Ivy;;Lady;')
  })

  it('says every civility of the list in words that come back as it', async () => {
    for (const { key } of civility.values) {
      const [back] = await candidatesOf(recordToVcard('contact', { civility: key, lastName: 'Lo' }, { updatedAt: AT }))
      expect(back!.data).toEqual({ civility: key, lastName: 'Lo' })
    }
  })

  it('keeps a partial birthday until there is a whole one', async () => {
    const one = await candidate('FN:Ada Lo', 'BDAY:--0415')
    expect(one.data.birthday).toBeUndefined()
    expect(linesOf(exported(one))).toContain('BDAY:--0415')
    expect(linesOf(exported(one, { birthday: '1990-04-15' })).filter(line => line.startsWith('BDAY'))).toEqual(['BDAY:1990-04-15'])
  })

  it('gives back further units of the organisation while that is the same, accents and case aside', async () => {
    const one = await candidate('FN:Ada Lo', 'ORG:Étude;Dép. A;Étage 2')
    const orgOf = (data: object, name: string) => linesOf(recordToVcard('contact', { ...one.data, ...data }, { organisation: name, updatedAt: AT })).find(line => line.startsWith('ORG'))
    expect(orgOf({}, 'ETUDE')).toBe('ORG:Étude;Dép. A;Étage 2')
    expect(orgOf({ department: 'B' }, 'Étude')).toBe('ORG:Étude;B;Étage 2')
    expect(orgOf({}, 'Autre')).toBe('ORG:Autre;Dép. A')
  })

  it('needs something to be called by', async () => {
    for (const lines of [[], ['N:;;;;'], ['NOTE:x'], ['EMAIL:pas une adresse']]) {
      const { problems } = await candidate(...lines)
      expect(problems).toContainEqual({ field: 'lastName', code: 'NAME_REQUIRED' })
    }
    expect((await candidate('EMAIL:a@b.example')).problems).toEqual([])
    expect((await candidate('NICKNAME:Nana')).problems).toEqual([])
  })

  it('of which only an e-mail or a nickname is known does not come back with that for a name', async () => {
    for (const data of [{ emails: [{ value: 'a@b.example' }] }, { nickname: 'Nana', phones: [{ value: '1' }] }]) {
      const [back] = await candidatesOf(recordToVcard('contact', data, { updatedAt: AT, organisation: 'Acme' }))
      expect(back).toMatchObject({ type: 'contact', links: { organisation: 'Acme' } })
      expect(back!.data).toEqual(data)
    }
  })

  it('is recognised by its X-ABUID when it has no UID', async () => {
    const one = await candidate('FN:Ada Lo', 'X-ABUID:77:ABPerson')
    expect(one.data.uid).toBe('77:ABPerson')
    expect(linesOf(exported(one)).filter(line => /UID/.test(line))).toEqual(['X-ABUID:77:ABPerson'])
  })

  it('is the same record when only its REV has moved', async () => {
    const [one, two] = await Promise.all(['20240101T000000Z', '2025-01-01T00:00:00Z'].map(rev => candidate('FN:Ada Lo', `REV:${rev}`)))
    expect(one!.data).toEqual(two!.data)
    expect(exported(one!)).toMatch(/\r\nREV:2026-03-04T05:06:07Z\r\nEND:VCARD\r\n$/)
  })

  it('too large to be read whole fails', async () => {
    const [card] = await readAll(text('FN:Ada Lo'))
    expect(cardToCandidate({ ...card!, isTooLarge: true }).problems).toMatchObject([{ code: 'TOO_LONG' }])
    expect(cardToCandidate({ ...card!, isTooLarge: true }).problems[0]!.warning).toBeUndefined()
  })
})

describe('labels', () => {
  const phones = async (...lines: string[]) => (await candidate('FN:Ada Lo', ...lines)).data.phones

  it('keep no parameters that they give back themselves', async () => {
    const lines = ['work', 'home', 'mobile', 'workFax', 'homeFax', 'pager', 'other', 'Chalet', undefined].map(label => ({ value: '1', ...(label && { label }) }))
    const written = recordToVcard('contact', { lastName: 'Lo', phones: lines }, { updatedAt: AT })
    expect((await candidatesOf(written))[0]!.data.phones).toEqual(lines)
  })

  it('come from types in any writing', async () => {
    expect(await phones('TEL;type=Fax;TYPE=home,pref:1', 'TEL;TYPE="voice,cell":2', 'TEL;TYPE=VOICE:3')).toEqual([
      { value: '1', label: 'homeFax', params: ';type=Fax;TYPE=home,pref' },
      { value: '2', label: 'mobile', params: ';TYPE="voice,cell"' },
      { value: '3', params: ';TYPE=VOICE' },
    ])
  })

  it('come from an X-ABLabel of the same group, wherever it stands', async () => {
    expect(await phones('item1.X-ABLabel:_$!<WorkFAX>!$_', 'item1.TEL:1', 'ITEM2.TEL:2', 'item2.X-ABLabel:Chalet')).toEqual([
      { value: '1', label: 'workFax', params: 'item1.\nX-ABLabel:_$!<WorkFAX>!$_' },
      { value: '2', label: 'Chalet' },
    ])
  })

  it('that a person changed are written anew, the rest of the group staying', async () => {
    const one = await candidate('FN:Ada Lo', 'item1.ADR;TYPE=HOME:;;rue;;;;', 'item1.X-ABADR:fr', 'item2.TEL;TYPE=pref:1', 'item2.X-ABLabel:_$!<Mobile>!$_')
    const lines = linesOf(exported(one, { phones: [{ value: '1', label: 'Bateau' }, { value: '2', label: 'constructor' }] }))
    expect(lines).toEqual(expect.arrayContaining(['item1.ADR;TYPE=HOME:;;rue;;;;', 'item1.X-ABADR:fr', 'item2.TEL:1', 'item2.X-ABLabel:Bateau', 'item3.TEL:2', 'item3.X-ABLabel:constructor']))
    expect(lines.join('\n')).not.toMatch(/Mobile/)
  })

  it('of two cards brought together do not share a group', async () => {
    const [a, b] = await Promise.all(['_$!<Mobile>!$_', '_$!<Work>!$_'].map(label => phones('item1.TEL;TYPE=pref:1', `item1.X-ABLabel:${label}`)))
    const written = linesOf(recordToVcard('contact', { lastName: 'Lo', phones: [...(a as object[]), ...(b as object[])] }, { updatedAt: AT }))
    expect(written.filter(line => line.startsWith('item'))).toEqual([
      'item1.TEL;TYPE=pref:1',
      'item1.X-ABLabel:_$!<Mobile>!$_',
      'item2.TEL;TYPE=pref:1',
      'item2.X-ABLabel:_$!<Work>!$_',
    ])
  })

  it('follow a value that was corrected', async () => {
    const [yse] = await file('nextcloud-4.0.vcf')
    expect(yse!.data.phones).toEqual([{ value: '+33-1-99-00-00-41', label: 'home', params: ';VALUE=uri;TYPE="voice,home"' }])
    const [phone] = yse!.data.phones as object[]
    expect(linesOf(exported(yse!, { phones: [{ ...phone, value: '+33 2' }] }))).toContain('TEL;VALUE=uri;TYPE="voice,home":tel:+33 2')
  })

  it('with parameters that make no head are written without them', () => {
    const phone = { value: '1', label: 'work', params: 'item1.;X="\r\nEND:VCARD' }
    const written = recordToVcard('contact', { lastName: 'Lo', phones: [phone], vcardLines: [{ value: 'END:VCARD' }, { value: 'no line' }, { value: 'X-A:1\nVERSION:2.1' }] }, { updatedAt: AT })
    expect(linesOf(written)).toEqual(['N:Lo;;;;', 'FN:Lo', 'TEL;TYPE=WORK:1', 'X-A:1'])
  })
})

describe('a card of a company', () => {
  it.each([
    ['ORG:Acme', 'X-ABShowAs:COMPANY', 'N:Lo;Ada;;;'],
    ['KIND:org', 'FN:Acme'],
    ['ORG:Acme;Ventes', 'N:;;;;', 'FN:ACME'],
    ['ORG:Acme'],
  ])('is one by %s %s', async (...lines) => {
    const one = await candidate(...lines)
    expect(one).toMatchObject({ type: 'organisation', data: { name: 'Acme' }, links: {}, problems: [] })
  })

  it('is that of a person when it names one', async () => {
    expect((await candidate('ORG:Acme', 'N:Lo;;;;')).type).toBe('contact')
    expect((await candidate('ORG:Acme', 'FN:Ada Lo')).type).toBe('contact')
  })

  it('keeps further units, its kind and its person when it is renamed', async () => {
    const one = await candidate('KIND:org', 'N:Lo;Ada;;;', 'FN:Acme', 'ORG:Acme;Ventes', 'TITLE:Cheffe', 'BDAY:1990-01-01')
    expect(linesOf(exported(one, { name: 'Bcme' }))).toEqual(['N:Lo;Ada;;;', 'FN:Bcme', 'ORG:Bcme;Ventes', 'KIND:org', 'TITLE:Cheffe', 'BDAY:1990-01-01'])
  })

  it('made from a record of ours comes back as that record', async () => {
    const data = {
      name: 'Acme; & fils',
      emails: [{ value: 'a@acme.example', label: 'work' }],
      phones: [{ value: '1', label: 'workFax' }, { value: '2', label: 'Accueil' }],
      shippingAddress: { street: 'Quai 4', city: 'Brest' },
      otherAddresses: [{ value: { city: 'Lyon' }, label: 'other' }],
      categories: [{ value: 'a,b' }, { value: 'c;d' }],
      notes: 'Une\nnote',
    }
    const withBilling = { ...data, billingAddress: { street: '1, rue', postcode: '29200', city: 'Brest', label: 'Siège' } }
    const [back] = await candidatesOf(recordToVcard('organisation', withBilling, { updatedAt: AT }))
    expect(back).toMatchObject({ type: 'organisation', problems: [] })
    expect(back!.data).toEqual(withBilling)
  })
})

describe('a photo', () => {
  const PNG = 'iVBORw0KGgoAAA=='
  const photosOf = (written: string) => linesOf(written).filter(line => /PHOTO/.test(line))

  it.each([
    ['PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ', 'image/jpeg', 'photo.jpg'],
    [`PHOTO;ENCODING=BASE64:${PNG}`, 'image/png', 'photo.png'],
    ['PHOTO:data:image/whatever;base64,R0lGODlhAQ==', 'image/gif', 'photo.gif'],
    [`PHOTO;VALUE=uri:data:image/png;base64\\,${PNG}`, 'image/png', 'photo.png'],
  ])('is found in %s, its kind told by its bytes', async (line, mime, name) => {
    const one = await candidate('FN:Ada Lo', line)
    expect(one.files).toMatchObject([{ field: 'picture', mime, name }])
    expect(hiddenOf(one)).toEqual([])
  })

  it('at an address is kept and not fetched, as are bytes that are no image', async () => {
    for (const line of ['PHOTO;VALUE=uri:https://a.example/p.jpg', 'PHOTO;ENCODING=b:AAAA']) {
      const one = await candidate('FN:Ada Lo', line)
      expect(one.files).toEqual([])
      expect(photosOf(exported(one))).toEqual([line])
    }
  })

  it('keeps its own parameters, which go with it when it is removed', async () => {
    const one = await candidate('FN:Ada Lo', `item1.PHOTO;ENCODING=b;X-ABCROP-RECTANGLE="1;2":${PNG}`, 'item1.X-ABLabel:x')
    expect(hiddenOf(one)[0]).toBe('item1.PHOTO;X-ABCROP-RECTANGLE="1;2":')
    expect(photosOf(exported(one))).toEqual([`item1.PHOTO;ENCODING=b;TYPE=PNG;X-ABCROP-RECTANGLE="1;2":${PNG}`])
    expect(photosOf(recordToVcard('contact', one.data, { updatedAt: AT }))).toEqual([])
  })

  it('is the first one; others are kept as lines', async () => {
    const one = await candidate('FN:Ada Lo', `PHOTO;ENCODING=b;TYPE=PNG:${PNG}`, 'PHOTO;ENCODING=b:/9j/4AAQ')
    expect(one.files).toHaveLength(1)
    expect(photosOf(exported(one))).toEqual([`PHOTO;ENCODING=b;TYPE=PNG:${PNG}`, 'PHOTO;ENCODING=b:/9j/4AAQ'])
  })
})

it('a type that has no card is a mistake of the program', () => {
  expect(() => recordToVcard('opportunity', {}, { updatedAt: AT })).toThrow('opportunity')
})

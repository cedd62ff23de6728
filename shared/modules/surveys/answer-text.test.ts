import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAnswers, tokenOf, tokensIn, writeAnswers, writeForm } from './answer-text.ts'
import { arbitraryAnswers, arbitraryQuestions, sampleQuestions } from '../../../tests/fixtures/arbitrary-questions.ts'
import { allQuestions, type Answers } from './survey.rules.ts'

const FRENCH: Readonly<Record<string, string>> = { yes: 'Oui', no: 'Non', end: 'fin' }
const ENGLISH: Readonly<Record<string, string>> = { yes: 'Yes', no: 'No', end: 'end' }
const say = (words: Readonly<Record<string, string>>) => (key: string) => words[key] ?? `(${key})`
const french = say(FRENCH)

const signs = fc.array(fc.nat({ max: 31 }), { minLength: 12, maxLength: 12 })

/** Questions with answers to some of them. */
const answered = arbitraryQuestions.chain(questions => fc.tuple(fc.constant(questions), arbitraryAnswers(questions)))

const squeezed = (answers: Answers): Answers => JSON.parse(JSON.stringify(answers).replaceAll(/(?:\\[nrt]|\s)+/g, ' ')) as Answers

/** What mail programs do to a reply. */
const MANGLERS: Readonly<Record<string, (text: string) => string>> = {
  'quoted by the reply of somebody else': text => `Merci\n\nLe ven. 20 nov. 2026 à 10:00, Atelier Bois <atelier@example.com> a écrit :\n${text.replaceAll(/^/gm, '> ')}`,
  'quoted twice': text => text.replaceAll(/^/gm, '> > '),
  'with the line ends of Windows': text => text.replaceAll('\n', '\r\n'),
  'with empty lines between': text => text.replaceAll('\n', '\n\n'),
  'with spaces that do not break': text => text.replaceAll('] ', ']\u00a0'),
  // A line that then begins with a sign of its own cannot be told from one that was written so.
  'with long lines broken': text => text.replaceAll(/^(.{20,40}) (?=[a-zé])/gm, '$1\n'),
  'with long lines broken, then quoted': text => text.replaceAll(/^(.{30,60}) (?=[a-zé])/gm, '$1\n').replaceAll(/^/gm, '> '),
  'with invisible signs': text => text.replaceAll('[', '\u200b['),
  'with escaped brackets': text => text.replaceAll(/\[(q\d+|fin|end)\]/g, '\\[$1\\]'),
  'under a greeting and over a signature': text => `Bonjour,\n\nvoici.\n\n${text}\n-- \nMarie Durand\n06 00 00 00 00`,
  'over the empty form': text => `${text}\n\n----- Message d’origine -----\nDe : Atelier Bois <atelier@example.com>\n`,
}

describe('a token', () => {
  it('is found again in a subject, whatever its case and dashes', () => {
    fc.assert(
      fc.property(signs, each => {
        const token = tokenOf(each)
        expect(tokensIn(`RE: Votre avis (${token.toLowerCase()})`)).toEqual([token])
        expect(tokensIn(`${token} et ${token.replaceAll('-', '').replace('CQ', 'CQ-')}`)).toEqual([token])
      }),
    )
  })
})

describe('answers written in a mail', () => {
  it('are read as they were given, in both languages', () => {
    fc.assert(
      fc.property(answered, fc.constantFrom(FRENCH, ENGLISH), ([questions, answers], words) => {
        const read = readAnswers(questions, writeAnswers(questions, answers, 'CQ-0000-0000-0000', say(words)))
        expect(read).toEqual({ answers, unread: {} })
      }),
    )
  })

  it.each(Object.entries(MANGLERS))('are read %s', (_, mangle) => {
    fc.assert(
      fc.property(answered, ([questions, answers]) => {
        const read = readAnswers(questions, mangle(writeAnswers(questions, answers, 'CQ-0000-0000-0000', french)))
        expect({ ...read, answers: squeezed(read.answers) }).toEqual({ answers: squeezed(answers), unread: {} })
      }),
    )
  })

  it('are read where they stand over the quoted form that they answer', () => {
    fc.assert(
      fc.property(answered, ([questions, answers]) => {
        const form = writeForm(questions, 'CQ-0000-0000-0000', french).replaceAll(/^/gm, '> ')
        expect(readAnswers(questions, `${writeAnswers(questions, answers, 'CQ-0000-0000-0000', french)}\n${form}`)).toEqual({ answers, unread: {} })
      }),
    )
  })

  it('are read from the form in which they were filled in', () => {
    fc.assert(
      fc.property(answered, ([questions, answers]) => {
        const written = new Map(writeAnswers(questions, answers, '', french).split(/\n(?=\[)/).map(block => [/^\[(\w+)\]/.exec(block)?.[1], block]))
        const filled = writeForm(questions, 'CQ-0000-0000-0000', french).replaceAll(/^\[(q\d+)\] $/gm, (empty, key: string) => written.get(key)?.trimEnd() ?? empty)
        expect(readAnswers(questions, filled)).toEqual({ answers, unread: {} })
      }),
    )
  })

  it('never stop the reading, whatever else came', () => {
    fc.assert(
      fc.property(arbitraryQuestions, fc.array(fc.oneof(fc.string(), fc.constantFrom('[q1] ', '[q2]', '> ', '\n', '[fin]', '--- 1/2 ---', 'oui', 'a ; b', '= '))), (questions, parts) => {
        const { answers, unread } = readAnswers(questions, parts.join(''))
        const keys = allQuestions(questions).map(({ key }) => key)
        expect([...Object.keys(answers), ...Object.keys(unread)].filter(key => !keys.includes(key))).toEqual([])
      }),
    )
  })

  it('leave an empty form without an answer', () => {
    fc.assert(fc.property(arbitraryQuestions, questions => {
      expect(readAnswers(questions, writeForm(questions, 'CQ-0000-0000-0000', french))).toEqual({ answers: {}, unread: {} })
    }))
  })
})

describe('answers as people write them', () => {
  const read = (text: string) => readAnswers(sampleQuestions, text)
  it.each([
    ['[q1] oui', { q1: true }],
    ['[Q1]: OUI, très.', { q1: true }],
    ['> [q1] Non merci', { q1: false }],
    ['[ q1 ] yes', { q1: true }],
    ['[q2] b', { q2: 'good' }],
    ['[q2] B) Bien', { q2: 'good' }],
    ['[q2] tres bien', { q2: 'great' }],
    ['[q2] Trés bin', { q2: 'great' }],
    ['[q2] c = Moyen [q1] oui', { q1: true, q2: 'fair' }],
    ['[q3] Délai et accueil', { q3: ['delay', 'welcome'] }],
    ['[q3] a c', { q3: ['delay', 'price'] }],
    ['[q3] Prix, délai', { q3: ['delay', 'price'] }],
    ['[q3]\nPrix\nDélai', { q3: ['delay', 'price'] }],
    ['[q4] un voisin', { q4: { text: 'un voisin' } }],
    ['[q4] Internet', { q4: 'web' }],
    ['[q5] 4/5', { q5: 4 }],
    ['[q5] 4 sur 5', { q5: 4 }],
    ['[q6] 1 250,50', { q6: 1250.5 }],
    ['[q7] 20/11/2026', { q7: '2026-11-20' }],
    ['[q7] 20 novembre 2026', { q7: '2026-11-20' }],
    ['[q8] Très bien.\nMerci encore\n\n--\nMarie', { q8: 'Très bien.\nMerci encore' }],
    ['[q8] Parfait\n\nLe ven. 20 nov. 2026 à 10:00, Atelier Bois <atelier@example.com>\na écrit :\n> [q8] ', { q8: 'Parfait' }],
    ['[q1] oui\n\n> [q1] non', { q1: true }],
  ])('%j', (text, answers) => {
    expect(read(text)).toEqual({ answers, unread: {} })
  })

  it('and those that are none are told apart', () => {
    expect(read('[q1] peut-être\n[q2] zut alors\n[q5] 12\n[q7] bientôt')).toEqual({ answers: {}, unread: { q1: 'peut-être', q2: 'zut alors', q5: '12', q7: 'bientôt' } })
  })
})

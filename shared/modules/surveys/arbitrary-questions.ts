import fc from 'fast-check'
import { allQuestions, type Answer, type Answers, opsOf, type Question, QUESTION_KINDS, type QuestionKind, type Questions, soundAnswers, stepsOf } from './survey.rules.ts'

export const sampleQuestions: Questions = {
  sections: [
    {
      title: 'Notre visite',
      questions: [
        { key: 'q1', kind: 'yesNo', label: 'Êtes-vous satisfait ?', required: true },
        { key: 'q2', kind: 'single', label: 'Comment jugez-vous l’accueil ?', values: [{ key: 'great', label: 'Très bien' }, { key: 'good', label: 'Bien' }, { key: 'fair', label: 'Moyen' }] },
        { key: 'q3', kind: 'multiple', label: 'Que faut-il améliorer ?', showIf: { question: 'q1', op: 'is', value: false }, values: [{ key: 'delay', label: 'Délai' }, { key: 'welcome', label: 'Accueil' }, { key: 'price', label: 'Prix' }] },
      ],
    },
    {
      title: 'Et pour finir',
      questions: [
        { key: 'q4', kind: 'choiceText', label: 'Comment nous avez-vous connus ?', values: [{ key: 'web', label: 'Internet' }, { key: 'press', label: 'Journal' }] },
        { key: 'q5', kind: 'scale', label: 'Nous recommanderiez-vous ?', min: 1, max: 5 },
        { key: 'q6', kind: 'number', label: 'Votre budget annuel' },
        { key: 'q7', kind: 'date', label: 'Quand nous revoir ?' },
        { key: 'q8', kind: 'text', label: 'Que souhaitez-vous ajouter ?' },
      ],
    },
  ],
  last: 8,
}

const WORDS = ['bien', 'délai', 'prix', 'accueil', 'équipe', 'très', 'l’été', 'oui', 'a', '[q1]', '--- 1/2 ---', '>', '50 %', 'ça va ; merci', '(bof)', 'Q', '= rien', 'on m’a écrit :', '[fin]', '. . .']
const label = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 14 }).map(words => words.join(' '))
const plain = (text: string): string => text.normalize('NFD').replaceAll(/[^a-z0-9]+/gi, '').toLowerCase()

const keysAndLabels = fc.uniqueArray(label, { minLength: 2, maxLength: 6, selector: plain }).map(labels => labels.map((each, index) => ({ key: `v${index}`, label: each })))

const question = (key: string, before: readonly Question[]): fc.Arbitrary<Question> =>
  fc.constantFrom<QuestionKind>(...QUESTION_KINDS).chain(kind => {
    const asked = before.filter(each => opsOf(each.kind).includes('is'))
    const showIf = asked.length > 0 ? fc.option(fc.constantFrom(...asked).chain(each => conditionOn(each)), { nil: undefined }) : fc.constant(undefined)
    return fc
      .record({ label, hint: fc.option(label, { nil: undefined }), required: fc.boolean(), values: keysAndLabels, min: fc.integer({ min: 0, max: 3 }), width: fc.integer({ min: 1, max: 9 }), showIf })
      .map(({ label: text, hint, required, values, min, width, showIf: condition }) => ({
        key,
        kind,
        label: text,
        required,
        ...(hint !== undefined && { hint }),
        ...((kind === 'single' || kind === 'multiple' || kind === 'choiceText') && { values }),
        ...(kind === 'scale' && { min, max: min + width }),
        ...(condition && { showIf: condition }),
      }))
  })

const conditionOn = ({ key, kind, values = [] }: Question) =>
  (kind === 'yesNo' ? fc.boolean() : kind === 'scale' || kind === 'number' ? fc.integer({ min: 0, max: 5 }) : fc.constantFrom(...values.map(each => each.key))).chain(value =>
    fc.constantFrom(...opsOf(kind)).map(op => ({ question: key, op, ...(op !== 'answered' && { value }) })),
  )

/** Questions of every kind that can be asked, some on conditions. */
export const arbitraryQuestions: fc.Arbitrary<Questions> = fc.integer({ min: 1, max: 6 }).chain(count => {
  const build = (before: readonly Question[]): fc.Arbitrary<readonly Question[]> => (before.length === count ? fc.constant(before) : question(`q${before.length + 1}`, before).chain(next => build([...before, next])))
  return fc.tuple(build([]), label, fc.nat()).map(([questions, title, cut]) => {
    const at = cut % (questions.length + 1)
    return { sections: [{ title, questions: questions.slice(0, at) }, { title: '', questions: questions.slice(at) }], last: count }
  })
})

const line = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 12 }).map(words => words.join(' ').replaceAll(/\[(q\d+|fin)\]/g, '($1)').trim())
const words = fc.array(fc.oneof({ weight: 5, arbitrary: line }, fc.constant('')), { minLength: 1, maxLength: 4 }).map(lines => lines.join('\n').trim() || 'rien')

const answerOf = (asked: Question): fc.Arbitrary<Answer> => {
  const keys = (asked.values ?? []).map(({ key }) => key)
  switch (asked.kind) {
    case 'single':
      return fc.constantFrom(...keys)
    case 'multiple':
      return fc.subarray(keys, { minLength: 1 })
    case 'choiceText':
      return fc.oneof(fc.constantFrom(...keys), words.map(text => ({ text })))
    case 'scale':
      return fc.constantFrom(...stepsOf(asked))
    case 'yesNo':
      return fc.boolean()
    case 'number':
      return fc.integer({ min: -1_000_000, max: 1_000_000_000 }).map(number => number / 100)
    case 'date':
      return fc.date({ min: new Date('1950-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }).map(date => date.toISOString().slice(0, 10))
    case 'text':
      return words
  }
}

/** Answers that hold, to some of the questions. */
export const arbitraryAnswers = (questions: Questions): fc.Arbitrary<Answers> =>
  fc.tuple(...allQuestions(questions).map(each => fc.option(answerOf(each), { nil: undefined }))).map(given =>
    soundAnswers(questions, Object.fromEntries(allQuestions(questions).flatMap(({ key }, index) => (given[index] === undefined ? [] : [[key, given[index]]])))),
  )

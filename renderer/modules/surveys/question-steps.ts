import { allQuestions, isChoice, type Question, type QuestionKind, type Questions, type Section } from '../../../shared/modules/surveys/survey.rules.ts'

/** Where a question stands: its section and its place there. */
interface Place {
  readonly section: number
  readonly at: number
}

const placeOf = ({ sections }: Questions, key: string): Place => {
  const section = sections.findIndex(({ questions }) => questions.some(question => question.key === key))
  return { section, at: sections[section]?.questions.findIndex(question => question.key === key) ?? -1 }
}

const withSections = (questions: Questions, sections: readonly Section[]): Questions => ({ ...questions, sections })

export const addQuestion = (questions: Questions, section: number, kind: QuestionKind): Questions => {
  const last = questions.last + 1
  const question: Question = { key: `q${last}`, kind, label: '', ...(isChoice(kind) && { values: [{ key: 'a', label: '' }, { key: 'b', label: '' }] }), ...(kind === 'scale' && { min: 1, max: 5 }) }
  return { last, sections: questions.sections.map((each, index) => (index === section ? { ...each, questions: [...each.questions, question] } : each)) }
}

export const changeQuestion = (questions: Questions, key: string, change: (question: Question) => Question): Questions =>
  withSections(questions, questions.sections.map(section => ({ ...section, questions: section.questions.map(question => (question.key === key ? change(question) : question)) })))

export const removeQuestion = (questions: Questions, key: string): Questions =>
  withSections(questions, questions.sections.map(section => ({ ...section, questions: section.questions.filter(question => question.key !== key) })))

/** A question in another's place; moved down it stands after it, moved up before it. */
export const moveQuestion = (questions: Questions, key: string, to: Place): Questions => {
  const question = allQuestions(questions).find(each => each.key === key)
  if (!question) return questions
  const { sections } = removeQuestion(questions, key)
  return withSections(questions, sections.map((section, index) => (index === to.section ? { ...section, questions: section.questions.toSpliced(to.at, 0, question) } : section)))
}

/** A question one step up or down, over the bounds of its section too; undefined at the end. */
export const stepOf = (questions: Questions, key: string, step: -1 | 1): Place | undefined => {
  const { section, at } = placeOf(questions, key)
  const to = at + step
  if (to >= 0 && to < questions.sections[section]!.questions.length) return { section, at: to }
  const next = questions.sections[section + step]
  return next && { section: section + step, at: step < 0 ? next.questions.length : 0 }
}

/** Where a question is dropped upon another. */
export const dropPlace = (questions: Questions, target: string): Place => placeOf(questions, target)

/** The key of one more value to be offered: one that none has. */
export const freshValueKey = (keys: readonly string[]): string => {
  for (let number = 0; ; number++) {
    const key = number < 26 ? String.fromCharCode(97 + number) : `v${number}`
    if (!keys.includes(key)) return key
  }
}

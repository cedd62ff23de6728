import { isDate } from '../../kernel/date/days.ts'
import type { Json } from '../../kernel/entity/fields.ts'

export const QUESTION_KINDS = ['single', 'multiple', 'choiceText', 'scale', 'yesNo', 'number', 'date', 'text'] as const
export type QuestionKind = (typeof QUESTION_KINDS)[number]

/** Comparisons of a condition; `is` of a multiple choice asks whether it is among those chosen. */
export const CONDITION_OPS = ['is', 'isNot', 'atLeast', 'atMost', 'answered'] as const
export type ConditionOp = (typeof CONDITION_OPS)[number]

export interface ShowIf {
  /** The key of a question that stands before. */
  readonly question: string
  readonly op: ConditionOp
  readonly value?: string | number | boolean
}

export interface OfferedAnswer {
  readonly key: string
  readonly label: string
}

export interface Question {
  /** Never given again within its questionnaire: answers are known by it. */
  readonly key: string
  readonly kind: QuestionKind
  readonly label: string
  readonly hint?: string
  readonly required?: boolean
  /** Of choices: what is offered. */
  readonly values?: readonly OfferedAnswer[]
  /** Of a scale or a number. */
  readonly min?: number
  readonly max?: number
  readonly showIf?: ShowIf
}

export interface Section {
  readonly title: string
  readonly questions: readonly Question[]
}

export interface Questions {
  readonly sections: readonly Section[]
  /** The highest number that a key was made of. */
  readonly last: number
}

/** The key of a choice, several of them, a number of a scale, a day (`2026-11-20`), a text; words of one's own beside a choice are `{ text }`. */
export type Answer = string | number | boolean | readonly string[] | { readonly text: string }
export type Answers = Readonly<Record<string, Answer>>

const USUAL_SCALE = { min: 1, max: 5 }
const WIDEST_SCALE = 20
const MOST_QUESTIONS = 200
const MOST_VALUES = 50
const LONGEST_LABEL = 500
const LONGEST_TEXT = 10_000
const LARGEST_NUMBER = 1e12

type Plain = Record<string, unknown>
const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown, longest = LONGEST_LABEL): value is string => typeof value === 'string' && value.length <= longest
const isOptional = (value: unknown, is: (value: unknown) => boolean): boolean => value === undefined || is(value)
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= LARGEST_NUMBER

const KEY = /^q\d{1,6}$/
const VALUE_KEY = /^[a-z0-9]{1,20}$/

const isOffered = (value: unknown): boolean => isPlain(value) && typeof value['key'] === 'string' && VALUE_KEY.test(value['key']) && isText(value['label'])
const isShowIf = (value: unknown): boolean =>
  isPlain(value) &&
  typeof value['question'] === 'string' &&
  CONDITION_OPS.some(op => op === value['op']) &&
  isOptional(value['value'], each => isText(each) || isNumber(each) || typeof each === 'boolean')

const isQuestion = (value: unknown): boolean =>
  isPlain(value) &&
  typeof value['key'] === 'string' &&
  KEY.test(value['key']) &&
  QUESTION_KINDS.some(kind => kind === value['kind']) &&
  isText(value['label']) &&
  isOptional(value['hint'], each => isText(each)) &&
  isOptional(value['required'], each => typeof each === 'boolean') &&
  isOptional(value['values'], each => Array.isArray(each) && each.length <= MOST_VALUES && each.every(isOffered)) &&
  isOptional(value['min'], isNumber) &&
  isOptional(value['max'], isNumber) &&
  isOptional(value['showIf'], isShowIf)

/** Whether a value has the shape of a questionnaire's questions; what it says may still be wrong. */
export const isQuestions = (value: unknown): value is Questions => {
  if (!isPlain(value) || !Array.isArray(value['sections']) || !Number.isInteger(value['last'])) return false
  const { sections } = value
  if (!sections.every(section => isPlain(section) && isText(section['title']) && Array.isArray(section['questions']) && section['questions'].every(isQuestion))) return false
  const keys = allQuestions(value as unknown as Questions).map(({ key }) => key)
  return keys.length <= MOST_QUESTIONS && new Set(keys).size === keys.length
}

export const NO_QUESTIONS: Questions = { sections: [{ title: '', questions: [] }], last: 0 }

export const questionsOf = (value: unknown): Questions => (isQuestions(value) ? value : NO_QUESTIONS)

export const allQuestions = ({ sections }: Questions): readonly Question[] => sections.flatMap(({ questions }) => questions)

export const isChoice = (kind: QuestionKind): boolean => kind === 'single' || kind === 'multiple' || kind === 'choiceText'

export const scaleOf = ({ min = USUAL_SCALE.min, max = USUAL_SCALE.max }: Pick<Question, 'min' | 'max'>): { min: number; max: number } => ({ min, max })

/** The numbers of a scale, from its lowest. */
export const stepsOf = (question: Pick<Question, 'min' | 'max'>): number[] => {
  const { min, max } = scaleOf(question)
  return Array.from({ length: Math.max(0, Math.min(WIDEST_SCALE, max - min) + 1) }, (_, step) => min + step)
}

/** The comparisons that an answer of a kind understands. */
export const opsOf = (kind: QuestionKind): readonly ConditionOp[] => {
  if (kind === 'scale' || kind === 'number') return ['is', 'isNot', 'atLeast', 'atMost', 'answered']
  return kind === 'text' || kind === 'date' ? ['answered'] : ['is', 'isNot', 'answered']
}

export type QuestionFault = 'NO_LABEL' | 'FEW_VALUES' | 'SAME_VALUES' | 'WRONG_RANGE' | 'CONDITION_BROKEN'

const isConditionSound = ({ op, value }: ShowIf, asked: Question): boolean => {
  if (!opsOf(asked.kind).includes(op)) return false
  if (op === 'answered') return true
  if (asked.kind === 'yesNo') return typeof value === 'boolean'
  if (isChoice(asked.kind)) return asked.values?.some(({ key }) => key === value) === true
  return isNumber(value)
}

/** What keeps questions from being asked, by key, in their order. */
export const questionFaults = (questions: Questions): { question: string; fault: QuestionFault }[] => {
  const before = new Map<string, Question>()
  return allQuestions(questions).flatMap(question => {
    const { key, kind, label, values = [], showIf } = question
    const asked = showIf && before.get(showIf.question)
    before.set(key, question)
    const { min, max } = kind === 'scale' ? scaleOf(question) : { min: question.min ?? -Infinity, max: question.max ?? Infinity }
    const faults: (QuestionFault | false)[] = [
      label.trim() === '' && 'NO_LABEL',
      isChoice(kind) && (values.length < (kind === 'choiceText' ? 1 : 2) || values.some(each => each.label.trim() === '')) && 'FEW_VALUES',
      isChoice(kind) && (hasTwice(values.map(each => each.key)) || hasTwice(values.map(each => each.label.trim().toLowerCase()))) && 'SAME_VALUES',
      (kind === 'scale' ? !Number.isInteger(min) || !Number.isInteger(max) || max <= min || max - min > WIDEST_SCALE : kind === 'number' && max < min) && 'WRONG_RANGE',
      showIf !== undefined && (asked === undefined || !isConditionSound(showIf, asked)) && 'CONDITION_BROKEN',
    ]
    return faults.flatMap(fault => (fault ? [{ question: key, fault }] : []))
  })
}

const hasTwice = (texts: readonly string[]): boolean => new Set(texts).size < texts.length

const holds = ({ op, value }: ShowIf, answer: Answer | undefined): boolean => {
  if (answer === undefined) return false
  switch (op) {
    case 'answered':
      return true
    case 'is':
      return Array.isArray(answer) ? answer.includes(value) : answer === value
    case 'isNot':
      return Array.isArray(answer) ? !answer.includes(value) : answer !== value
    case 'atLeast':
      return typeof answer === 'number' && typeof value === 'number' && answer >= value
    case 'atMost':
      return typeof answer === 'number' && typeof value === 'number' && answer <= value
  }
}

/** The questions that are asked after these answers: one whose condition rests on a question that is not asked is not asked either. */
export const shownQuestions = (questions: Questions, answers: Answers): readonly Question[] => {
  const shown = new Set<string>()
  return allQuestions(questions).filter(({ key, showIf }) => {
    const isShown = showIf === undefined || (shown.has(showIf.question) && holds(showIf, answers[showIf.question]))
    if (isShown) shown.add(key)
    return isShown
  })
}

export type AnswerFault = 'MISSING' | 'NOT_OFFERED' | 'OUT_OF_RANGE' | 'NOT_A_NUMBER' | 'NOT_A_DAY' | 'WRONG_KIND' | 'TOO_LONG'

const isWords = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''

/** What is wrong with an answer that was given. */
export const answerFault = (question: Question, answer: Answer): AnswerFault | undefined => {
  const { kind, values = [] } = question
  const isAmong = (key: unknown): boolean => values.some(each => each.key === key)
  switch (kind) {
    case 'single':
      return isAmong(answer) ? undefined : 'NOT_OFFERED'
    case 'multiple':
      if (!Array.isArray(answer) || answer.length === 0 || hasTwice(answer)) return 'WRONG_KIND'
      return answer.every(isAmong) ? undefined : 'NOT_OFFERED'
    case 'choiceText':
      if (typeof answer === 'string') return isAmong(answer) ? undefined : 'NOT_OFFERED'
      if (!isPlain(answer) || !isWords(answer['text'])) return 'WRONG_KIND'
      return answer['text'].length > LONGEST_TEXT ? 'TOO_LONG' : undefined
    case 'scale':
      return stepsOf(question).some(step => step === answer) ? undefined : 'OUT_OF_RANGE'
    case 'yesNo':
      return typeof answer === 'boolean' ? undefined : 'WRONG_KIND'
    case 'number':
      if (!isNumber(answer)) return 'NOT_A_NUMBER'
      return answer < (question.min ?? -Infinity) || answer > (question.max ?? Infinity) ? 'OUT_OF_RANGE' : undefined
    case 'date':
      return typeof answer === 'string' && isDate(answer) ? undefined : 'NOT_A_DAY'
    case 'text':
      if (!isWords(answer)) return 'WRONG_KIND'
      return answer.length > LONGEST_TEXT ? 'TOO_LONG' : undefined
  }
}

/** What is wrong with the answers to the questions that they bring up, by key. */
export const answerFaults = (questions: Questions, answers: Answers): Readonly<Record<string, AnswerFault>> =>
  Object.fromEntries(
    shownQuestions(questions, answers).flatMap((question): [string, AnswerFault][] => {
      const answer = answers[question.key]
      const fault = answer === undefined ? (question.required ? 'MISSING' : undefined) : answerFault(question, answer)
      return fault ? [[question.key, fault]] : []
    }),
  )

/** The answers that hold, to questions that they bring up, in the order of the questions. */
export const soundAnswers = (questions: Questions, given: Answers): Answers => {
  const sound = Object.fromEntries(
    allQuestions(questions).flatMap(question => {
      const answer = given[question.key]
      return answer === undefined || answerFault(question, answer) ? [] : [[question.key, answer] as const]
    }),
  )
  // An answer left out may be what another question rested on.
  return Object.fromEntries(shownQuestions(questions, sound).flatMap(({ key }) => (key in sound ? [[key, sound[key]!] as const] : [])))
}

/** Answers as a record keeps them, whatever they once were. */
export const answersOf = (value: unknown): Answers =>
  isPlain(value)
    ? Object.fromEntries(
        Object.entries(value).filter(
          (entry): entry is [string, Answer] =>
            typeof entry[1] === 'string' || typeof entry[1] === 'number' || typeof entry[1] === 'boolean' || (Array.isArray(entry[1]) && entry[1].every(each => typeof each === 'string')) || (isPlain(entry[1]) && typeof entry[1]['text'] === 'string'),
        ),
      )
    : {}

export interface AnswerWords {
  readonly yes: string
  readonly no: string
}

/** An answer as it reads; a choice that is offered no more reads as its key. */
export const answerText = ({ values = [] }: Question, answer: Answer, { yes, no }: AnswerWords): string => {
  const labelOf = (key: string): string => values.find(each => each.key === key)?.label ?? key
  if (typeof answer === 'boolean') return answer ? yes : no
  if (typeof answer === 'number') return String(answer)
  if (typeof answer === 'string') return labelOf(answer)
  return 'text' in answer ? answer.text : answer.map(labelOf).join(', ')
}

/** Why what came in was set aside: its sender is not who was asked, it says otherwise than what was answered, or it could not be read. */
export const ASIDE = ['sender', 'double', 'unread'] as const

/** What a mail brought and was not simply taken. */
export interface Received {
  /** The mail. */
  readonly mail: string
  readonly from: string
  readonly at: string
  readonly why: (typeof ASIDE)[number]
  readonly answers: Answers
  /** What could not be read, by the key of the question; empty where nothing was found at all. */
  readonly unread: Readonly<Record<string, string>>
  /** What a person made of it; until then it is to be checked. */
  readonly settled?: 'taken' | 'left'
}

/** What is kept of what came in: the mails that were gone through, and those set aside. */
export interface Inbox {
  readonly mails: readonly string[]
  readonly aside: readonly Received[]
}

export const inboxOf = (value: unknown): Inbox => {
  const { mails, aside } = isPlain(value) ? value : {}
  return { mails: Array.isArray(mails) ? (mails as string[]) : [], aside: Array.isArray(aside) ? (aside as Received[]) : [] }
}

/** What a record may keep of it. */
export const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json

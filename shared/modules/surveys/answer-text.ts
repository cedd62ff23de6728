import { distance } from 'fastest-levenshtein'
import { fold } from '../../kernel/text/fold.ts'
import { readDate } from '../../kernel/text/parse-date.ts'
import { readNumber, toNumber, writeDecimal } from '../../kernel/text/parse-number.ts'
import { allQuestions, type Answer, answerFault, type Answers, answerText, type AnswerWords, isChoice, type OfferedAnswer, type Question, type Questions, scaleOf } from './survey.rules.ts'

/**
 * How questions and answers are written in a mail. A form, a prepared reply and the page that makes one write the same: a
 * mark with the question's key, then the answer; a rule stands before each question, and an end after the last.
 *
 *     CQ-7K2M-9XPT-4RDE
 *     --- 1/2 ---
 *     Êtes-vous satisfait ?
 *     [q1] Oui
 *     --- 2/2 ---
 *     [q2] b = Le délai
 *     [fin]
 */

/** Digits and letters that are not taken for one another. */
const TOKEN_SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const TOKEN = /\bCQ-?([0-9A-HJKMNP-TV-Z]{4})-?([0-9A-HJKMNP-TV-Z]{4})-?([0-9A-HJKMNP-TV-Z]{4})\b/gi

/** A token of twelve signs, each given by a number below 32. */
export const tokenOf = (signs: readonly number[]): string => `CQ-${[0, 4, 8].map(at => signs.slice(at, at + 4).map(sign => TOKEN_SIGNS[sign]).join('')).join('-')}`

/** The tokens that a text names, each once, in the order in which they stand. */
export const tokensIn = (text: string): string[] => [...new Set(Array.from(text.matchAll(TOKEN), ([, a, b, c]) => `CQ-${a}-${b}-${c}`.toUpperCase()))]

/** The words of a mail, by their keys under `surveys.mail`. */
export type Say = (key: string, params?: Readonly<Record<string, unknown>>) => string

const WIDTH = 66

/** Lines that mail programs leave as they are. */
const wrapped = (text: string, indent = ''): string[] =>
  text.split('\n').flatMap(paragraph => {
    const lines: string[] = ['']
    for (const word of paragraph.split(/\s+/).filter(Boolean)) {
      const line = lines.at(-1)!
      if (line && indent.length + line.length + 1 + word.length > WIDTH) lines.push(word)
      else lines[lines.length - 1] = line ? `${line} ${word}` : word
    }
    return lines.map(line => (line ? indent + line : ''))
  })

/** `a` to `z`, then `aa`. */
const letterOf = (index: number): string => (index < 26 ? '' : letterOf(Math.floor(index / 26) - 1)) + String.fromCharCode(97 + (index % 26))

const plainLabel = (label: string): string => label.replace(/\s+/g, ' ').replaceAll(';', ',').replaceAll('[', '(').replaceAll(']', ')').trim()
const offeredText = (values: readonly OfferedAnswer[], key: string): string => {
  const at = values.findIndex(each => each.key === key)
  return at < 0 ? key : joined(`${letterOf(at)} = ${plainLabel(values[at]!.label)}`)
}

const JOINER = '\u2060'
const MARK = /\\?\[[ \t\u00a0]*(q\d{1,6}|fin|end)[ \t\u00a0]*\\?\]/gi
const RULE = /^[-–—]{1,3}[ \t\u00a0]*\d{1,3}[ \t\u00a0]*\/[ \t\u00a0]*\d{1,3}[ \t\u00a0]*[-–—]{1,3}$/
const QUOTE = /^(?:[ \t\u00a0]*[>|])+[ \t\u00a0]?/
/** Where one's own words end: a signature, or the mail that is answered. */
const AFTERWARDS = /^(?:--[ \t\u00a0]?$|_{10,}$|-{3,}[ \t]*(?:original message|message d.origine|forwarded message|message transf[eé]r[eé]).*|(?:le|on) .{6,200}(?:a [eé]crit|wrote)[ \t\u00a0]*:$|(?:.{0,80} )?(?:a [eé]crit|wrote)[ \t\u00a0]*:$|(?:de|from)[ \t\u00a0]*:.{0,300}@)/i

/** `... wrote:` with its colon joined on, so that it ends no answer where a mail program breaks the line after it. */
const joined = (text: string): string => text.replace(/(a [eé]crit|wrote)([ \t\u00a0]*):/gi, `$1$2${JOINER}:`)
/** What one writes, so that nothing in it is taken for anything else. */
const escaped = (text: string): string =>
  joined(text)
    .replace(MARK, '($1)')
    .split(/\r\n|\r|\n/)
    .map(line => (/^\s*(?:$|=|\.(?: |$))/.test(line) || QUOTE.test(line) || RULE.test(line.trim()) || AFTERWARDS.test(line.trim()) ? `. ${line.trim()}` : line))
    .join('\n')
const unescaped = (line: string): string => line.replace(/^\.(?: |$)/, '')

/** No smaller part of a number is written. */
const rounded = (number: number): number => Math.round(number * 1e6) / 1e6

/** An answer as its line in a mail says it. */
const writeAnswer = (question: Question, answer: Answer, { yes, no }: AnswerWords): string => {
  const { values = [] } = question
  if (typeof answer === 'boolean') return answer ? yes : no
  if (typeof answer === 'number') return writeDecimal(String(rounded(answer)), 'comma')
  if (typeof answer === 'string') return isChoice(question.kind) ? offeredText(values, answer) : escaped(answer)
  return 'text' in answer ? `= ${escaped(answer.text)}` : answer.map(key => offeredText(values, key)).join(' ; ')
}

/** A whole reply: the token, the answers, the end. */
export const writeAnswers = (questions: Questions, answers: Answers, token: string, say: Say): string => {
  const words = { yes: say('yes'), no: say('no') }
  const lines = allQuestions(questions).flatMap(question => (answers[question.key] === undefined ? [] : [`[${question.key}] ${writeAnswer(question, answers[question.key]!, words)}`]))
  return [token, ...lines, `[${say('end')}]`, ''].join('\n')
}

const howTo = (question: Question, say: Say): string => {
  const { min, max } = scaleOf(question)
  return say(`how.${question.kind}`, { min, max })
}

/** When a question is asked, in words that name the other question by its number. */
const conditionText = (questions: Questions, { showIf }: Question, say: Say): string | undefined => {
  const all = allQuestions(questions)
  const at = all.findIndex(({ key }) => key === showIf?.question)
  if (!showIf || at < 0) return undefined
  const value = showIf.value === undefined ? '' : answerText(all[at]!, showIf.value, { yes: say('yes'), no: say('no') })
  return say(`only.${showIf.op}`, { number: at + 1, value })
}

/** The questions as a form to fill in with the keyboard, in a mail or on paper. */
export const writeForm = (questions: Questions, token: string, say: Say): string => {
  const all = allQuestions(questions)
  const numbers = new Map(all.map(({ key }, index) => [key, index + 1]))
  const lines = questions.sections.flatMap(({ title, questions: asked }) =>
    asked.flatMap((question, index) => {
      const condition = conditionText(questions, question, say)
      return [
        `--- ${numbers.get(question.key)}/${all.length} ---`,
        ...(index === 0 && title.trim() ? [...wrapped(title.toUpperCase()), ''] : []),
        ...wrapped(question.label + (question.required ? ' *' : '')),
        ...(question.hint ? wrapped(question.hint, '  ') : []),
        ...(condition ? wrapped(condition, '  ') : []),
        ...(isChoice(question.kind) ? (question.values ?? []).flatMap(({ key }) => wrapped(offeredText(question.values!, key), '  ')) : []),
        ...wrapped(howTo(question, say)),
        `[${question.key}] `,
        '',
      ].map(line => (/^\[q\d+\] $/.test(line) ? line : line.replace(MARK, '($1)')))
    }),
  )
  return [token, '', ...lines, `[${say('end')}]`, ''].join('\n')
}

export interface ReadAnswers {
  readonly answers: Answers
  /** What stood there and could not be read, by the key of the question. */
  readonly unread: Readonly<Record<string, string>>
}

const BETWEEN = /[;\n]/
const SMALL_BETWEEN = /[,/+&]|\s+(?:et|and|ou|or)\s+/i
const clean = (text: string): string => fold(text).replace(/^[\s.:=()*_«»"“”'’-]+|[\s.:=()*_«»"“”'’!-]+$/g, '')

const MOST_SLIPS = 2
const LONG_ENOUGH = 6

const readOffered = (values: readonly OfferedAnswer[], text: string): string | undefined => {
  const [, letter, rest] = /^\W*([a-z]{1,2})\s*[=.)\]:]\s*(.+)$/is.exec(text) ?? []
  const sign = clean(letter ?? text)
  const byLetter = values.find((_, index) => letterOf(index) === sign)
  for (const each of [rest, text]) {
    const said = clean(each ?? '')
    if (!said) continue
    const labels = values.map(value => ({ value, label: clean(plainLabel(value.label)) }))
    const same = labels.filter(({ label }) => label === said).map(({ value }) => value)
    const near = said.length < LONG_ENOUGH ? [] : labels.filter(({ label }) => distance(label, said) <= MOST_SLIPS).map(({ value }) => value)
    const found = same.length > 0 ? same : near.length === 1 ? near : []
    if (found.length > 0) return (byLetter && found.includes(byLetter) ? byLetter : found[0]!).key
  }
  return byLetter?.key
}

const readMany = (values: readonly OfferedAnswer[], text: string): string[] | undefined => {
  const keys: string[] = []
  for (const part of text.split(BETWEEN).filter(each => each.trim())) {
    const whole = readOffered(values, part)
    const found = whole === undefined ? part.split(SMALL_BETWEEN).flatMap(each => (each.trim() ? [readOffered(values, each)] : [])) : [whole]
    // Letters alone, as one ticks them on paper: `a c`.
    const letters = found.includes(undefined) ? part.trim().split(/\s+/).map(each => (each.length <= 2 ? readOffered(values, each) : undefined)) : found
    if (letters.includes(undefined)) return undefined
    keys.push(...(letters as string[]))
  }
  const chosen = new Set(keys)
  return chosen.size > 0 ? values.filter(({ key }) => chosen.has(key)).map(({ key }) => key) : undefined
}

const YES = /^(?:o|oui|y|yes|vrai|true|ok|x|tout a fait|bien sur|of course)$/
const NO = /^(?:n|non|no|faux|false|pas du tout|not at all)$/

/** Reads what stands after a mark; undefined when it is not an answer to the question. */
const readAnswer = (question: Question, text: string): Answer | undefined => {
  const { kind, values = [] } = question
  switch (kind) {
    case 'single':
      return readOffered(values, text)
    case 'multiple':
      return readMany(values, text)
    case 'choiceText': {
      const own = /^=\s*(.*)$/s.exec(text)
      const key = own ? undefined : readings(text).flatMap(each => readOffered(values, each) ?? [])[0]
      return key ?? { text: ownText(own ? own[1]! : text) }
    }
    case 'yesNo': {
      const said = clean(text)
      const [first] = said.split(/[\s,.;]+/)
      return [said, first!].some(each => YES.test(each)) ? true : [said, first!].some(each => NO.test(each)) ? false : undefined
    }
    case 'scale':
    case 'number': {
      // `4/5`, `4 sur 5`, `4 out of 5`: the first is the answer.
      const written = readNumber(text.replace(/(\d)\s*(?:\/|sur|out of|of)\s*\d+.*$/is, '$1').trim())
      return written && rounded(toNumber(written))
    }
    case 'date':
      return readDate(text.trim())?.day
    case 'text':
      return ownText(text)
  }
}

const ownText = (text: string): string =>
  text
    .split('\n')
    .map(line => unescaped(line).trimEnd())
    .join('\n')
    .trim()

const INVISIBLE = /[\u200b-\u200f\ufeff\u00ad]|\u2060(?!:)/g

interface Marked {
  readonly key: string
  readonly lines: string[]
}

/** What stands after each mark, as far as it belongs to it; a mark may stand anywhere in a line. */
const marked = (text: string): Marked[] => {
  const found: Marked[] = []
  let current: string[] | undefined
  for (const raw of text.replace(INVISIBLE, '').split(/\r\n|\r|\n/)) {
    const line = raw.replace(QUOTE, '')
    const marks = [...line.matchAll(MARK)]
    const before = line.slice(0, marks[0]?.index)
    if (RULE.test(before.trim()) || AFTERWARDS.test(before.trim())) {
      // `On ... wrote:` is long, and often broken in two.
      if (before.trim().endsWith(':') && /^(?:le|on) .*\d/i.test(current?.at(-1)?.trim() ?? '')) current!.pop()
      current = undefined
    } else if (before.trim() || marks.length === 0) current?.push(before)
    for (const [index, mark] of marks.entries()) {
      const key = mark[1]!.toLowerCase()
      current = key.startsWith('q') ? [line.slice(mark.index + mark[0].length, marks[index + 1]?.index).replace(/^[ \t\u00a0]*:?[ \t\u00a0]*/, '')] : undefined
      if (current) found.push({ key, lines: current })
    }
  }
  return found
}

/** The ways in which lines may belong together: a program may have broken one, and something may stand below it. */
const readings = (text: string): string[] => {
  const lines = text.split('\n')
  const first = lines.find(line => line.trim()) ?? ''
  const paragraph = text.trim().split(/\n\s*\n/)[0]!
  return [...new Set([text.replace(/\s*\n\s*/g, ' '), paragraph.replace(/\s*\n\s*/g, ' '), text, first])]
}

/** Finds the answers in what somebody wrote back, quoted or not; of several to one question the first that can be read. */
export const readAnswers = (questions: Questions, text: string): ReadAnswers => {
  const answers: Record<string, Answer> = {}
  const unread: Record<string, string> = {}
  const found = Map.groupBy(marked(text), ({ key }) => key)
  for (const question of allQuestions(questions)) {
    for (const { lines } of found.get(question.key) ?? []) {
      const said = lines.join('\n').replaceAll(JOINER, '').trim()
      if (said === '' || question.key in answers) continue
      // Of one's own words the lines are kept as they came.
      const isWords = question.kind === 'text' || question.kind === 'choiceText'
      const read = (isWords ? [said] : readings(said)).map(each => readAnswer(question, each)).find(answer => answer !== undefined && !answerFault(question, answer))
      if (read === undefined) unread[question.key] ??= said
      else answers[question.key] = read
    }
    if (question.key in answers) delete unread[question.key]
  }
  return { answers, unread }
}

/** Whether a question can be answered by one click. */
export const isOneClick = ({ kind, values = [], ...question }: Question): boolean =>
  kind === 'yesNo' || (kind === 'single' && values.length <= 7) || (kind === 'scale' && scaleOf(question).max - scaleOf(question).min <= 10)

/** What a click may answer, each with its words. */
export const clicksOf = (question: Question, { yes, no }: AnswerWords): { answer: Answer; label: string }[] => {
  if (question.kind === 'yesNo') return [{ answer: true, label: yes }, { answer: false, label: no }]
  if (question.kind === 'single') return (question.values ?? []).map(({ key, label }) => ({ answer: key, label }))
  const { min, max } = scaleOf(question)
  return Array.from({ length: max - min + 1 }, (_, step) => ({ answer: min + step, label: String(min + step) }))
}

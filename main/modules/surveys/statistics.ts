import type { Survey } from '../../../shared/modules/surveys/survey.entity.ts'
import { allQuestions, isChoice, type Question, questionsOf, stepsOf } from '../../../shared/modules/surveys/survey.rules.ts'
import type { Reader } from '../../kernel/store/reader.ts'

export interface AnswerCount {
  /** The key of a choice, a number, `true` or `false`, a month; words of one's own beside a choice are null. */
  readonly value: string | number | boolean | null
  readonly count: number
}

export interface QuestionStatistics {
  readonly key: string
  /** How many answered it. */
  readonly count: number
  readonly values: readonly AnswerCount[]
  /** Of numbers and scales. */
  readonly average?: number
  readonly months?: readonly { readonly month: string; readonly average: number; readonly count: number }[]
  /** Of texts: the last ones. */
  readonly texts?: readonly { readonly response: string; readonly title: string; readonly text: string }[]
}

export interface Statistics {
  /** Responses by state. */
  readonly states: Readonly<Record<string, number>>
  /** Answered, by the month of the answer, the first one first. */
  readonly months: readonly { readonly month: string; readonly count: number }[]
  readonly questions: readonly QuestionStatistics[]
}

const MOST_TEXTS = 20

/** Live responses of a questionnaire that count, answered within a time; `s` is their table. */
const COUNTED = `s.st = 0 and s.f_survey = @survey and s.f_state = 'answered' and (@from is null or s.f_answeredOn >= @from) and (@to is null or s.f_answeredOn < @to)`
const ANSWERS = `from surveyResponse s join doc_records d on d.n = s.n, json_each(d.json, '$.data.answers') e`
const isNumeric = ({ kind }: Question): boolean => kind === 'scale' || kind === 'number'

/** What was answered to a questionnaire, between two instants or ever. Late answers count once a person has taken them. */
export const surveyStatistics = ({ db }: Reader, survey: string, data: Survey, { from = null, to = null }: { from?: string | null; to?: string | null }): Statistics => {
  const asked = { survey, from, to }
  const all = allQuestions(questionsOf(data.questions))
  const texts = JSON.stringify(all.flatMap(({ key, kind }) => (kind === 'text' ? [key] : [])))
  const states = Object.fromEntries((db.rows('select f_state, count(*) from surveyResponse where st = 0 and f_survey = ? group by 1').all(survey) as [string, number][]).filter(([state]) => state))
  const months = (db.rows(`select substr(s.f_answeredOn, 1, 7) month, count(*) from surveyResponse s where ${COUNTED} and s.f_answeredOn is not null group by 1 order by 1`).all(asked) as [string, number][]).map(([month, count]) => ({ month, count }))
  const simple = Map.groupBy(
    db.rows(`select e.key, e.type, case when e.type in ('object', 'array') then null else e.atom end, count(*) ${ANSWERS} where ${COUNTED} and e.type <> 'array' and e.key not in (select value from json_each(@texts)) group by 1, 2, 3`).all({ ...asked, texts }) as [string, string, string | number | null, number][],
    ([key]) => key,
  )
  const several = Map.groupBy(
    db.rows(`select e.key, v.atom, count(*) ${ANSWERS}, json_each(e.value) v where ${COUNTED} and e.type = 'array' group by 1, 2`).all(asked) as [string, string, number][],
    ([key]) => key,
  )
  const totals = new Map(db.rows(`select e.key, count(*) ${ANSWERS} where ${COUNTED} group by 1`).all(asked) as [string, number][])
  const averages = Map.groupBy(
    db.rows(`select e.key, substr(s.f_answeredOn, 1, 7), avg(e.atom), count(*) ${ANSWERS} where ${COUNTED} and e.type in ('integer', 'real') and s.f_answeredOn is not null group by 1, 2 order by 2`).all(asked) as [string, string, number, number][],
    ([key]) => key,
  )
  const questions = all.map((question): QuestionStatistics => {
    const { key, kind } = question
    const count = totals.get(key) ?? 0
    const found = simple.get(key) ?? []
    if (kind === 'text') {
      const last = db.rows(`select s.id, s.f_name, e.atom ${ANSWERS} where ${COUNTED} and e.key = @key order by s.f_answeredOn desc, s.n desc limit ${MOST_TEXTS}`).all({ ...asked, key }) as [string, string, string][]
      return { key, count, values: [], texts: last.map(([response, title, text]) => ({ response, title, text })) }
    }
    if (kind === 'multiple') return { key, count, values: countsOf(question, (several.get(key) ?? []).map(([, value, many]) => [value, many])) }
    if (kind === 'date') return { key, count, values: byMonth(found.map(([, , value, many]) => [String(value), many])) }
    const values = countsOf(question, found.map(([, type, value, many]) => [type === 'true' || type === 'false' ? type === 'true' : value, many]))
    if (!isNumeric(question)) return { key, count, values }
    const numbers = values.filter((each): each is AnswerCount & { value: number } => typeof each.value === 'number' && each.count > 0)
    const sum = numbers.reduce((total, each) => total + each.value * each.count, 0)
    const many = numbers.reduce((total, each) => total + each.count, 0)
    return { key, count, values, ...(many > 0 && { average: sum / many, months: (averages.get(key) ?? []).map(([, month, average, of]) => ({ month, average, count: of })) }) }
  })
  return { states, months, questions }
}

type Found = readonly [value: AnswerCount['value'], count: number]

/** The counts in the order in which the answers are offered, those that nobody gave too; then what is offered no more. */
const countsOf = (question: Question, found: readonly Found[]): AnswerCount[] => {
  const counts = new Map(found)
  const offered: AnswerCount['value'][] = isChoice(question.kind) ? (question.values ?? []).map(({ key }) => key) : question.kind === 'scale' ? stepsOf(question) : question.kind === 'yesNo' ? [true, false] : []
  const others = [...counts.keys()].filter(value => !offered.includes(value)).sort((a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : 0))
  return [...offered, ...others].map(value => ({ value, count: counts.get(value) ?? 0 }))
}

const byMonth = (found: readonly (readonly [day: string, count: number])[]): AnswerCount[] =>
  [...Map.groupBy(found, ([day]) => day.slice(0, 7))].map(([month, of]) => ({ value: month, count: of.reduce((total, [, count]) => total + count, 0) })).toSorted((a, b) => (a.value < b.value ? -1 : 1))

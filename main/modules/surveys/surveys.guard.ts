import type { Problem } from '../../../shared/kernel/entity/validate.ts'
import { isQuestions, questionFaults } from '../../../shared/modules/surveys/survey.rules.ts'
import type { Guard } from '../../kernel/store/store.ts'

/** A questionnaire's questions can be asked. */
export const surveysGuard: Guard = (_store, { document, previous }) => {
  if (document.type !== 'survey' || document.trashedAt !== null || document.data === previous?.data) return undefined
  const { questions } = document.data
  const problems: Problem[] = isQuestions(questions) ? (questionFaults(questions).length > 0 ? [{ field: 'questions', code: 'WRONG_KIND' }] : []) : [{ field: 'questions', code: 'WRONG_KIND' }]
  return problems.length > 0 ? { code: 'INVALID_RECORD', params: { problems } } : undefined
}

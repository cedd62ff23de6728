import type { Row } from '../../../shared/kernel/rpc/schemas.ts'
import type { TitledId } from '../../kernel/ui/Value.tsx'

export interface SurveyRow extends Row {
  readonly language?: 'fr' | 'en'
  readonly isRetired?: boolean
  readonly openDays?: number
}

export interface ResponseRow extends Row {
  readonly state?: string
  readonly survey?: TitledId
  readonly contact?: TitledId
  readonly organisation?: TitledId
  readonly activity?: TitledId
  readonly isToCheck?: boolean
}

export const fillAddress = (response: string): string => `/questionnaires/remplir/${response}`

/** The responses to a questionnaire, as a list that keeps those of a filter. */
export const responsesAddress = (survey: string, filter?: object): string => `/surveyResponse?survey=${survey}${filter ? `&conditions=${encodeURIComponent(JSON.stringify(filter))}` : ''}`

import type { TFunction } from 'i18next'
import type { Questions } from '../../../shared/modules/surveys/survey.rules.ts'

/** What one may ask a client after a visit, to begin with. */
export const exampleQuestions = (t: TFunction): Questions => {
  const word = (key: string): string => t(`surveys.example.${key}`)
  return {
    last: 4,
    sections: [
      {
        title: '',
        questions: [
          { key: 'q1', kind: 'yesNo', label: word('satisfied'), required: true },
          { key: 'q2', kind: 'multiple', label: word('improve'), showIf: { question: 'q1', op: 'is', value: false }, values: ['delay', 'price', 'welcome', 'work'].map(key => ({ key, label: word(key) })) },
          { key: 'q3', kind: 'scale', label: word('recommend'), hint: word('recommendHint'), min: 0, max: 10 },
          { key: 'q4', kind: 'text', label: word('more') },
        ],
      },
    ],
  }
}

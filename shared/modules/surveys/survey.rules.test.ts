import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arbitraryAnswers, arbitraryQuestions, sampleQuestions } from '../../../tests/fixtures/arbitrary-questions.ts'
import { allQuestions, answerFaults, type Answers, answersOf, isQuestions, questionFaults, type Questions, questionsOf, shownQuestions, soundAnswers } from './survey.rules.ts'

const anyValue = fc.oneof(fc.string(), fc.boolean(), fc.double({ noNaN: true }), fc.array(fc.string(), { maxLength: 3 }), fc.record({ text: fc.string() }))
const anyAnswers = (questions: Questions): fc.Arbitrary<Answers> => fc.dictionary(fc.constantFrom(...allQuestions(questions).map(({ key }) => key)), anyValue)

describe('the questions of a questionnaire', () => {
  it('that can be asked are found sound', () => {
    fc.assert(
      fc.property(arbitraryQuestions, questions => {
        expect(isQuestions(JSON.parse(JSON.stringify(questions)))).toBe(true)
        expect(questionFaults(questions)).toEqual([])
      }),
    )
  })

  it('are none where the value is anything else', () => {
    fc.assert(fc.property(fc.jsonValue(), value => {
      expect(isQuestions(questionsOf(value))).toBe(true)
    }))
    expect(isQuestions({ sections: [{ title: '', questions: [{ key: 'q1', kind: 'text', label: 'a' }, { key: 'q1', kind: 'text', label: 'b' }] }], last: 1 })).toBe(false)
  })

  it('say what keeps them from being asked', () => {
    const faulty: Questions = {
      sections: [
        {
          title: '',
          questions: [
            { key: 'q1', kind: 'yesNo', label: ' ' },
            { key: 'q2', kind: 'single', label: 'Laquelle ?', values: [{ key: 'a', label: 'A' }] },
            { key: 'q3', kind: 'multiple', label: 'Lesquelles ?', values: [{ key: 'a', label: 'A' }, { key: 'b', label: 'a ' }] },
            { key: 'q4', kind: 'scale', label: 'Combien ?', min: 5, max: 1 },
            { key: 'q5', kind: 'text', label: 'Pourquoi ?', showIf: { question: 'q6', op: 'answered' } },
            { key: 'q6', kind: 'text', label: 'Et encore ?', showIf: { question: 'q2', op: 'is', value: 'z' } },
          ],
        },
      ],
      last: 6,
    }
    expect(questionFaults(faulty)).toEqual([
      { question: 'q1', fault: 'NO_LABEL' },
      { question: 'q2', fault: 'FEW_VALUES' },
      { question: 'q3', fault: 'SAME_VALUES' },
      { question: 'q4', fault: 'WRONG_RANGE' },
      { question: 'q5', fault: 'CONDITION_BROKEN' },
      { question: 'q6', fault: 'CONDITION_BROKEN' },
    ])
  })
})

describe('the answers', () => {
  it('that are sound stay as they are, and bring up no question without a reason', () => {
    fc.assert(
      fc.property(arbitraryQuestions.chain(questions => fc.tuple(fc.constant(questions), arbitraryAnswers(questions))), ([questions, answers]) => {
        expect(soundAnswers(questions, answers)).toEqual(answers)
        const shown = shownQuestions(questions, answers).map(({ key }) => key)
        for (const { key, showIf } of allQuestions(questions)) if (showIf && shown.includes(key)) expect(shown).toContain(showIf.question)
      }),
    )
  })

  it('whatever was given, are sound once cleaned, and nothing but what is missing is wrong with them', () => {
    fc.assert(
      fc.property(arbitraryQuestions.chain(questions => fc.tuple(fc.constant(questions), anyAnswers(questions))), ([questions, given]) => {
        const sound = soundAnswers(questions, given)
        expect(soundAnswers(questions, sound)).toEqual(sound)
        expect(Object.values(answerFaults(questions, sound)).filter(fault => fault !== 'MISSING')).toEqual([])
        for (const [key, answer] of Object.entries(sound)) expect(answer).toBe(given[key])
        expect(answersOf(JSON.parse(JSON.stringify(sound)))).toEqual(JSON.parse(JSON.stringify(sound)))
      }),
    )
  })

  it('to a question that is no longer asked are left out, with those that rest on it', () => {
    expect(Object.keys(soundAnswers(sampleQuestions, { q1: true, q3: ['delay'] }))).toEqual(['q1'])
    expect(Object.keys(soundAnswers(sampleQuestions, { q1: false, q3: ['delay'] }))).toEqual(['q1', 'q3'])
    expect(answerFaults(sampleQuestions, { q5: 9 })).toEqual({ q1: 'MISSING', q5: 'OUT_OF_RANGE' })
  })
})

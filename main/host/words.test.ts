import { describe, expect, it } from 'vitest'
import { isWord, terminalWords } from './words.ts'

describe('the words of the terminal', () => {
  it('are French unless the system names another language', () => {
    for (const env of [{}, { LANG: 'fr_FR.UTF-8' }, { LANG: 'C.UTF-8' }, { LC_ALL: 'fr_CA', LANG: 'en_US' }]) {
      expect(terminalWords(env)('missingValue', { argument: '--data' })).toBe('Il manque une valeur après --data.')
    }
    for (const env of [{ LANG: 'en_GB.UTF-8' }, { LANG: 'de_DE' }, { LC_MESSAGES: 'en_US', LANG: 'fr_FR' }]) {
      expect(terminalWords(env)('missingValue', { argument: '--data' })).toBe('A value is missing after --data.')
    }
  })
  it('know which words there are', () => {
    expect(isWord('KEY_WRONG_passphrase')).toBe(true)
    expect(isWord('toString')).toBe(false)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from '../text/fold.ts'
import { nameWords, soundsOf } from './sound.ts'

const sound = (name: string): string => soundsOf(nameWords(name)).join(' ')

const letters = fc.string({ unit: fc.constantFrom(...'a b c d e f g h i j k l m n o p q r s t u v w x y z'.split(' ')), minLength: 1, maxLength: 14 })

describe('how a name sounds', () => {
  it.each([
    ['Lefèvre', 'Lefebvre'], ['Dupond', 'Dupont'], ['Philippe', 'Filipe'], ['Jean-Pierre', 'Jean Pierre'], ['Christophe', 'Kristof'], ['Catherine', 'Katherine'],
    ['Mickaël', 'Michael'], ['Sophie', 'Sofie'], ['Marie', 'Mary'], ['Renault', 'Renaud'], ['Thibault', 'Tibaud'], ['Benoît', 'Benoist'], ['Rousseau', 'Rousso'], ['Gauthier', 'Gautier'],
    ['Georges', 'George'], ['Jacques', 'Jaques'], ['Schmitt', 'Schmidt'], ['Meyer', 'Maier'], ['Leblanc', 'Leblan'], ['Hélène', 'Elene'], ['Dupuy', 'Dupuis'], ['Leroux', 'Lerou'], ['Mathieu', 'Matthieu'],
    ['Le Gall', 'Legall'], ['D’Artois', 'Dartois'], ['St-Denis', 'Saint Denis'], ['DE LA TOUR', 'Delatour'], ['Lévy', 'Levi'],
  ])('%s as %s', (one, other) => expect(sound(one)).toBe(sound(other)))

  it.each([['Martin', 'Marin'], ['Jean', 'Jeanne'], ['Durand', 'Durieux'], ['Girard', 'Gérald'], ['Moreau', 'Morel'], ['Paul', 'Pauline'], ['Simon', 'Simone'], ['Petit', 'Peltier']])('%s not as %s', (one, other) =>
    expect(sound(one)).not.toBe(sound(other)),
  )

  it('knows no accent, no case and no silent h', () => {
    fc.assert(fc.property(letters, word => sound(word.toUpperCase()) === sound(word) && sound(`${word.normalize('NFD')}\u0301`) === sound(word)))
    fc.assert(fc.property(letters.filter(word => !/^(?:h|ste?$)/.test(word)), word => sound(`h${word}`) === sound(word)))
  })

  it('says something of every name that has a letter or a digit, and the same of the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), name => {
        expect(sound(name)).toBe(sound(fold(name)))
        if (/[a-z0-9]/.test(fold(name))) expect(sound(name)).not.toBe('')
      }),
    )
  })

  it('does not hear the silent ends of words', () => {
    fc.assert(fc.property(letters.filter(word => /.[aeio][fkrv]$/.test(word)), fc.constantFrom('t', 'd', 's', 'x', 'ts'), (word, end) => sound(word + end) === sound(word)))
  })
})

import { words } from '../text/fold.ts'

/** How French spells its sounds, in the order in which a word is read. `A I O` stand for the nasal vowels, `C` for the ch of chat, `G` for a hard g. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/aul(?=[tdx]s?$)/g, 'o'],
  [/ph/g, 'f'],
  [/bv/g, 'v'],
  [/ch(?=[rl]|ae)|c[kq]u?|qu?/g, 'k'],
  [/s?ch|sh/g, 'C'],
  [/h/g, ''],
  [/c(?=[eiy])/g, 's'],
  [/c/g, 'k'],
  [/gn/g, 'n'],
  [/gu(?=[eiy])/g, 'G'],
  [/ge(?=[aou])|g(?=[eiy])/g, 'j'],
  [/je(?=[aou])/g, 'j'],
  [/G/g, 'g'],
  [/w/g, 'v'],
  [/([a-zC])\1+/g, '$1'],
  [/(?:ai|ei|i|y)[nm](?![aeiouynm])|u[nm](?![aeiouynm])/g, 'I'],
  [/[ae][nm](?![aeiouynm])/g, 'A'],
  [/o[nm](?![aeiouynm])/g, 'O'],
  [/e?au/g, 'o'],
  [/oeu?|eu/g, 'e'],
  [/ou/g, 'u'],
  [/[ae][iy]/g, 'e'],
  [/y/g, 'i'],
  [/z/g, 's'],
]

/** An e that lets the consonant before it be heard, or else consonants that are not heard. */
const SILENT_END = /e+s*$|(?:[stdxp]|(?<=[AOI])[kg])+$/

/** How a folded word sounds in French: `lefebvre` as `lefevre`, `dupond` as `dupont`, `philippe` as `filipe`. */
const wordSound = (word: string): string => {
  if (!/^[a-z]+$/.test(word)) return word
  let sound = word
  for (const [spelling, by] of SPELLINGS) sound = sound.replace(spelling, by)
  return (sound.length > 2 && sound.replace(SILENT_END, '')) || sound || word
}

/** Written apart or as one with the word after them. */
const PARTICLES = new Set(['d', 'de', 'del', 'della', 'des', 'di', 'du', 'da', 'dos', 'l', 'la', 'le', 'les', 'van', 'von', 'der', 'mac', 'mc', 'saint', 'sainte', 'o'])
const SHORT_FORMS = new Map([['st', 'saint'], ['ste', 'sainte']])

/** The words of a name, folded, a particle as one with the word that it belongs to: `D’Artois`, `Le Gall`, `St-Denis`. */
export const nameWords = (name: string): string[] => {
  const found: string[] = []
  let before = ''
  for (const word of words(name)) {
    const full = SHORT_FORMS.get(word) ?? word
    if (PARTICLES.has(full)) before += full
    else {
      found.push(before + full)
      before = ''
    }
  }
  return before ? [...found, before] : found
}

const known = new Map<string, string>()
const MOST_KNOWN = 20_000

/** The sounds of a name's words; the same names come back by the thousand, and each is read once. */
export const soundsOf = (folded: readonly string[]): string[] =>
  folded.map(word => {
    let sound = known.get(word)
    if (sound === undefined) {
      if (known.size >= MOST_KNOWN) known.clear()
      known.set(word, (sound = wordSound(word)))
    }
    return sound
  })

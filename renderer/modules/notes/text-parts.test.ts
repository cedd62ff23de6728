import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { beginningParts, textParts } from './text-parts.ts'

const linksOf = (text: string) => textParts(text).flatMap(({ href }) => href ?? [])
const whole = (parts: readonly { text: string }[]): string => parts.map(({ text }) => text).join('')

const piece = fc.constantFrom('https://a.example/b?c=(d)', 'www.scierie.example', 'zoe@val.example', 'http://', '@', '(', ').', ' ', '\n', 'javascript:alert(1)', 'Vu le 3.', '😀', '<b>')
const anyText = fc.oneof(fc.array(piece, { maxLength: 30 }).map(pieces => pieces.join('')), fc.string({ unit: 'binary', maxLength: 200 }))

describe('a text with links', () => {
  it('is the same text when its pieces are put together', () => {
    fc.assert(fc.property(anyText, text => whole(textParts(text)) === text))
  })

  it('leads to the web and to mail only', () => {
    fc.assert(
      fc.property(anyText, text => {
        for (const href of linksOf(text)) expect(['http:', 'https:', 'mailto:']).toContain(new URL(href).protocol)
      }),
    )
  })

  it('finds addresses without the marks that end the sentence', () => {
    expect(linksOf('Voir https://val.example/plan, puis www.val.example. Écrire à zoe.roux@val.example !')).toEqual(['https://val.example/plan', 'https://www.val.example', 'mailto:zoe.roux@val.example'])
    expect(linksOf('(https://val.example/a) et https://val.example/b_(c)')).toEqual(['https://val.example/a', 'https://val.example/b_(c)'])
    expect(linksOf('javascript:alert(1) data:text/html,x zoe@ @val')).toEqual([])
  })
})

describe('the beginning of a text', () => {
  it('is all of a short one', () => {
    const parts = textParts('Trois lignes\nau plus\nwww.val.example')
    expect(beginningParts(parts)).toBe(parts)
  })

  it('is cut after so many lines or characters, never within a link', () => {
    const long = `${'mot '.repeat(148)}https://val.example/${'x'.repeat(200)}`
    expect(whole(beginningParts(textParts(long)))).toBe(`${'mot '.repeat(148)}…`)
    expect(whole(beginningParts(textParts('ligne\n'.repeat(40))))).toBe(`${'ligne\n'.repeat(7)}ligne…`)
  })

  it('is never longer than the text, and begins as it does', () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 40 }).map(texts => texts.join(' ')), text => {
        const parts = textParts(text)
        const cut = beginningParts(parts)
        if (cut === parts) return
        const begun = whole(cut)
        expect(begun.endsWith('…')).toBe(true)
        expect(begun.length).toBeLessThanOrEqual(601)
        if (text.isWellFormed()) expect(text.startsWith(begun.slice(0, -1))).toBe(true)
        for (const { href } of cut) if (href) expect(parts.some(part => part.href === href)).toBe(true)
      }),
    )
  })
})

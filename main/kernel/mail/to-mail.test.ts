import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainText, toMail } from './to-mail.ts'

const png = (bytes: Uint8Array): string => `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`

describe('a mail made of formatted text', () => {
  it('carries each of its pictures once, as it was, named by the HTML', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 6 }), pictures => {
        const { html, attachments } = toMail(pictures.map(bytes => `<p><img src="${png(bytes)}" alt=""></p>`).join(''))
        const named = [...html.matchAll(/src="cid:([^"]+)"/g)].map(([, cid]) => attachments.find(each => each.cid === cid)!.content)
        expect(named.map(content => content.toString('hex'))).toEqual(pictures.map(bytes => Buffer.from(bytes).toString('hex')))
        expect(attachments).toHaveLength(new Set(pictures.map(bytes => Buffer.from(bytes).toString('hex'))).size)
        expect(html).not.toContain('data:')
      }),
    )
  })

  it('carries its looks in each element, a link as a button where it is meant to be one, and nothing that acts', () => {
    const { html, text } = toMail('<p>Bonjour <script>x()</script></p><p><a href="mailto:a@b.example?subject=x" class="button">Oui</a></p>')
    expect(html).toMatch(/^<!doctype html>.*<p style="margin:0 0 12px">Bonjour <\/p>/)
    expect(html).toMatch(/<a href="mailto:a@b\.example\?subject=x" style="display:inline-block[^"]*">Oui<\/a>/)
    expect(html).not.toContain('script')
    expect(text).toBe('Bonjour\n\nOui (a@b.example)')
  })

  it('says the same as plain text, with its lists, links and accents', () => {
    expect(plainText('<h2>Été</h2><p>Voir <a href="https://x.example">notre site</a>, ou https://y.example</p><ul><li><p>un</p></li><li><p>deux</p></li></ul>')).toBe(
      'Été\n\nVoir notre site (https://x.example), ou https://y.example\n\n- un\n\n- deux',
    )
  })
})

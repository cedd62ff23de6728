import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RICH_TEXT } from '../../../shared/kernel/text/rich-text.ts'
import { foreignParts, sanitise } from './sanitise.ts'

const PIXEL = 'data:image/png;base64,iVBORw0KGgo='

/** Pieces of HTML as they are pasted, and as somebody writes them who means harm. */
const piece = fc.oneof(
  fc.constantFrom(
    '<p>', '</p>', '<b>', '</b>', '<strong>', '</strong>', '<ul><li>', '</li></ul>', '<br>', '<h1>', '</h1>', 'Bonjour', '&lt;', '&amp;', '"', "'", '<', '>',
    '<script>alert(1)</script>', '<style>p{background:url(x)}</style>', '<iframe src="https://x.example">', '<svg onload=alert(1)>', '<math><mtext>', '<template>', '<!--', '-->', '<![CDATA[', ']]>',
    '<img src=x onerror=alert(1)>', '<img src="https://x.example/p.png">', `<img src="${PIXEL}" alt="a" style="x">`, '<img src="data:text/html;base64,PHA+">', '<img src="cid:a@b">',
    '<a href="javascript:alert(1)">', '<a href="java&#10;script:alert(1)">', '<a href=" &#1; javascript:x">', '<a href="data:text/html,x">', '<a href="//x.example">', '<a href="https://x.example" target=_blank class="button x">', '<a href="mailto:a@b.example?subject=x">', '</a>',
    '<form action=x><input name=y><button>', '<object data=x>', '<base href=x>', '<meta http-equiv=refresh>', '<link rel=stylesheet href=x>', '<textarea>', '</textarea>', '<noscript>', '<title>', '<p style="position:fixed" id=x onclick=y>', '\u0000',
  ),
  fc.string({ maxLength: 8 }),
)
const hostile = fc.array(piece, { maxLength: 25 }).map(pieces => pieces.join(''))

const TAG = /<(\/?)([a-z0-9]+)((?:\s[^<>]*?)?)\s*\/?>/g

/** Every tag of a clean HTML with its attributes; nothing else of it may hold a `<`. */
const tagsOf = (html: string): { tag: string; attributes: Record<string, string> }[] => {
  expect(html.replaceAll(TAG, '')).not.toContain('<')
  return [...html.matchAll(TAG)].map(([, , tag, rest]) => {
    expect(rest!.replaceAll(/\s[a-z]+="[^"]*"/g, '').trim()).toBe('')
    return { tag: tag!, attributes: Object.fromEntries([...rest!.matchAll(/\s([a-z]+)="([^"]*)"/g)].map(([, name, value]) => [name, value])) }
  })
}

describe('clean HTML', () => {
  it('has only the tags, attributes and addresses that the editor knows, whatever it is made of', () => {
    fc.assert(
      fc.property(hostile, html => {
        for (const { tag, attributes } of tagsOf(sanitise(html))) {
          expect(RICH_TEXT.tags).toContain(tag)
          for (const [name, value] of Object.entries(attributes)) {
            expect((RICH_TEXT.attributes as Record<string, readonly string[]>)[tag]).toContain(name)
            if (name === 'href') expect(value).toMatch(/^(?:https?:|mailto:|tel:|[^:]*$)/)
            if (name === 'src') expect(value).toMatch(/^(?:cid:|data:image\/(?:png|jpeg|gif|webp);base64,)/)
            if (name === 'class') expect(value).toBe('button')
          }
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('has nothing foreign in it any more', () => {
    fc.assert(
      fc.property(hostile, html => {
        expect(foreignParts(sanitise(html))).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  it('keeps what a person writes, and reads other names of the same', () => {
    const written = '<h2>Titre</h2><p>Un <strong>mot</strong>, <em>un</em> <u>autre</u><br />et <a href="https://x.example">un lien</a></p><ul><li><p>un</p></li></ul>'
    expect(sanitise(written)).toBe(written)
    expect(sanitise('<b>a</b><i>b</i><h1>c</h1>')).toBe('<strong>a</strong><em>b</em><h2>c</h2>')
  })

  it('keeps variables in texts and addresses', () => {
    const written = '<p>{{ opportunity.name | date: "short" }} <a href="{{ opportunity.contact.websites.first }}">site</a></p>'
    expect(sanitise(written)).toBe('<p>{{ opportunity.name | date: "short" }} <a href="{{ opportunity.contact.websites.first }}">site</a></p>')
    expect(foreignParts(written)).toEqual([])
  })
})

describe('what is foreign in an HTML', () => {
  it.each([
    ['<p>a</p><script>alert(1)</script>', '<script>'],
    ['<p onclick="x()">a</p>', 'onclick="x()"'],
    ['<a href="javascript:x()">a</a>', 'href="javascript:x()"'],
    ['<img src="https://x.example/p.png" />', '<img>'],
    ['<iframe src="https://x.example"></iframe>', '<iframe>'],
  ])('is named: %s', (html, part) => {
    expect(foreignParts(html)).toContain(part)
  })

  it('is nothing of a text without a tag', () => {
    expect(foreignParts('5 > 4 & 3')).toEqual([])
  })
})

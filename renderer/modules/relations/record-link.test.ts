import { expect, it } from 'vitest'
import { recordIn } from './record-link.ts'

const ID = '01a1fd82-c7bb-77f2-8499-849e83274717'

it('a dragged link names a record when it leads to a sheet of this window', () => {
  const at = (link: string) => recordIn(link, 'http://127.0.0.1:4100')
  expect(at(`http://127.0.0.1:4100/contact/${ID}?x=1`)).toEqual({ type: 'contact', id: ID })
  expect(at(`# comment\r\nhttp://127.0.0.1:4100/organisation/${ID}`)).toEqual({ type: 'organisation', id: ID })
  expect([`http://127.0.0.1:4100/contact`, `http://127.0.0.1:4100/tag/${ID}`, `https://example.org/contact/${ID}`, 'mailto:a@example.org', ''].map(at)).toEqual(Array(5).fill(undefined))
})

import { visibleEntity } from '../../kernel/blocks/relations.ts'

const SHEET = /^\/([A-Za-z]+)\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/?$/

/** The record to whose sheet a dragged link of this window leads. */
export const recordIn = (links: string, origin: string): { type: string; id: string } | undefined => {
  const [line = ''] = links.split(/\r?\n/).filter(each => each !== '' && !each.startsWith('#'))
  if (!URL.canParse(line)) return undefined
  const url = new URL(line)
  const [, type, id] = url.origin === origin ? (SHEET.exec(url.pathname) ?? []) : []
  return id && visibleEntity(type) ? { type: type!, id } : undefined
}

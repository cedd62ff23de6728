import type { Envelope } from '../../../shared/kernel/entity/define.ts'
import type { ListItem } from '../../../shared/kernel/entity/fields.ts'
import { takesTag } from '../../../shared/kernel/entity/tag-set.ts'
import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import { fold } from '../../../shared/kernel/text/fold.ts'
import type { Lead } from '../../../shared/modules/opportunities/lead.entity.ts'
import type { Operation } from '../../kernel/store/journal.ts'
import { linksTo } from '../../kernel/store/links.ts'
import type { Draft, Store } from '../../kernel/store/store.ts'

export interface Conversion {
  readonly id: string
  /** A record that is there, or `new`. */
  readonly contact?: string | undefined
  readonly organisation?: string | undefined
  readonly deal?: { readonly name: string; readonly phase?: string | undefined } | undefined
}

export interface Converted {
  contact?: string
  organisation?: string
  opportunity?: string
}

type Data = Record<string, unknown>

const LEAD = 'lead'

/** What a known record lacks and a lead tells, values of lists that it has not among them. */
const completed = (known: Data, told: Data): Data => {
  const data = { ...known }
  for (const [field, value] of Object.entries(told)) {
    const before = known[field]
    if (before === undefined) data[field] = value
    else if (Array.isArray(before) && Array.isArray(value) && typeof value[0] === 'object') {
      const there = new Set((before as ListItem[]).map(item => fold(String(item.value))))
      data[field] = [...before, ...(value as ListItem[]).filter(item => !there.has(fold(String(item.value))))]
    } else if (field === 'tags') data[field] = [...new Set([...(before as string[]), ...(value as string[])])]
  }
  return data
}

/** What a lead becomes, all that is written for it in one batch. Call it inside `commit`. */
export const convertLead = (store: Store, operation: Operation, { id, contact, organisation, deal }: Conversion): { drafts: Draft[]; made: Converted } => {
  const record = store.read(id)
  if (record?.type !== LEAD || record.trashedAt !== null) throw new ExpectedError('NOT_FOUND', { id })
  const lead = record.data as Lead & { tags?: string[] }
  if (lead.status === 'converted') throw new ExpectedError('CONFLICT', { id, conflicts: [] })
  const drafts: Draft[] = []
  const made: Converted = {}
  const tagsFor = (type: string): { tags?: string[] } => {
    const tags = (lead.tags ?? []).filter(tag => takesTag(store.read(tag), type))
    return tags.length > 0 ? { tags } : {}
  }
  const put = (type: string, which: string | undefined, told: Data): string | undefined => {
    if (which === undefined) return undefined
    const said = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined))
    const known = which === 'new' ? undefined : store.read(which)
    if (which !== 'new' && (known?.type !== type || known.trashedAt !== null)) throw new ExpectedError('NOT_FOUND', { id: which })
    const draft = known ? store.change(operation, known, { data: completed(known.data, said) }) : store.draft(operation, type, said)
    const problems = store.validate(type, draft.document.data)
    if (problems.length) throw new ExpectedError('INVALID_RECORD', { problems, type })
    drafts.push(draft)
    return draft.document.id
  }

  const { firstName, lastName, jobTitle, emails, phones, company, origin, amount, notes, responsible } = lead
  const firm = put('organisation', organisation, { name: company, ...(contact === undefined && { emails, phones }), ...tagsFor('organisation') })
  const person = put('contact', contact, { firstName, lastName, jobTitle, emails, phones, organisation: firm, ...tagsFor('contact') })
  const sale = put('opportunity', deal && 'new', { name: deal?.name, phase: deal?.phase, organisation: firm, contact: person, amount, origin, responsible, notes, ...tagsFor('opportunity') })
  if (firm !== undefined) made.organisation = firm
  if (person !== undefined) made.contact = person
  if (sale !== undefined) made.opportunity = sale
  const heir = sale ?? person ?? firm
  if (heir === undefined) throw new ExpectedError('BAD_INPUT', { field: 'contact' })
  // Where there is no deal to keep them, the notes stay with the lead, which can be read on.
  drafts.push(...turned(store, operation, id, heir, drafts))
  drafts.push(store.change(operation, record, { data: { ...record.data, ...made, status: 'converted', isArchived: true } }))
  return { drafts, made }
}

/** What leads to a lead, turned to what it became; what its kind does not allow there stays. */
const turned = (store: Store, operation: Operation, id: string, heir: string, among: readonly Draft[]): Draft[] => {
  const byRecord = Map.groupBy(linksTo(store, [id], LEAD).filter(({ isLive }) => isLive), ({ from }) => from)
  return [...byRecord].flatMap(([from, links]) => {
    const record = store.read(from)!
    const data: Envelope['data'] = { ...record.data, ...Object.fromEntries(links.map(({ field }) => [field, heir])) }
    const fits = links.every(({ field }) => store.entity(record.type)!.fields[field]!.to === undefined) && store.validate(record.type, data).length === 0
    const draft = fits ? store.change(operation, record, { data }) : undefined
    return draft && !store.refusal(draft, [...among, draft]) ? [draft] : []
  })
}

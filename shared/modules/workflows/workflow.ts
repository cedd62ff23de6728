import type { Filter } from '../../kernel/filter/filter.ts'

/** What a field held before or holds after a change; null where it is empty. */
export type Before = string | number | boolean | null

/**
 * When a workflow looks at a record: at its creation; when one of some fields (any, where none is named) comes to a value, also
 * by its creation; when it gets a tag or a relation; some days or hours after a date (before it, where negative), days at a time
 * of the day; when a mail from it was received; when it answered a questionnaire.
 */
export type Trigger =
  | { readonly when: 'created' }
  | { readonly when: 'changed'; readonly fields: readonly string[]; readonly from?: readonly Before[]; readonly to?: readonly Before[] }
  | { readonly when: 'tagged'; readonly tag: string }
  | { readonly when: 'related'; readonly kind: string; readonly side: 'subject' | 'object' | 'either' }
  | { readonly when: 'reached'; readonly field: string; readonly after: number; readonly unit: 'day' | 'hour'; readonly at?: string }
  | { readonly when: 'received' }
  | { readonly when: 'answered'; readonly survey?: string }

export type Dated = Extract<Trigger, { when: 'reached' }>

/** What a field gets: a value, the day or the instant of the run, or what stands at a path of the record. */
export type Given = { readonly field: string } & ({ readonly value: unknown } | { readonly now: true } | { readonly copy: string })

/**
 * What a workflow does. `on` leads by a relation to the record that is changed instead, `only` is a filter on that one; texts are
 * those of a template. Of the places in `to` the first that holds an address gets the mail, of `cc` all do.
 */
export type Action =
  | { readonly do: 'set'; readonly on?: string; readonly only?: Filter; readonly values: readonly Given[] }
  | { readonly do: 'tag'; readonly on?: string; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly do: 'relate'; readonly kind: string; readonly side: 'subject' | 'object'; readonly to: { readonly record: string } | { readonly path: string } }
  | { readonly do: 'activity'; readonly kind: string; readonly name: string; readonly minutes?: string; readonly inDays: number; readonly responsible?: string }
  | { readonly do: 'send'; readonly template: string; readonly to: readonly string[]; readonly cc: readonly string[]; readonly account?: string }
  | { readonly do: 'survey' }
  | { readonly do: 'notify'; readonly text: string }
  | { readonly do: 'archive' }

export type ActionName = Action['do']

/** What keeps a workflow from acting on a deal: it is closed or archived, wants no reminders, its client has written, or somebody met or called them since it was made. */
export const STOPS = ['closed', 'archived', 'refused', 'replied', 'met'] as const
export type Stop = (typeof STOPS)[number]

/** The days of the week (1 is Monday) and the hours of the day at which it may act. */
export interface Window {
  readonly days: readonly number[]
  readonly from: string
  readonly to: string
}

/** A workflow as it runs: a shipped one with what users changed of it, or their own. */
export interface Workflow {
  /** What its acts are noted under: the key of a shipped one, or the id of its record. */
  readonly key: string
  /** The `workflow` record, where there is one. */
  readonly record?: string
  readonly isShipped: boolean
  /** In users' words; of a shipped one that nobody renamed `workflows.shipped.<key>.name` says it. */
  readonly name?: string
  readonly isOn: boolean
  /** Since when, ISO 8601; absent where it was always on. */
  readonly since?: string
  readonly order: number
  readonly series?: string
  readonly waitsFor?: string
  readonly forType: string
  readonly trigger: Trigger
  readonly filter?: Filter
  readonly stops: readonly Stop[]
  readonly actions: readonly Action[]
  readonly window?: Window
}

export type Shipped = Omit<Workflow, 'isShipped' | 'record' | 'name' | 'since'>

/** What a `workflow` record says. */
export interface WorkflowSaid {
  readonly id: string
  readonly [field: string]: unknown
}

const said = (record: WorkflowSaid): Omit<Workflow, 'key' | 'isShipped'> => {
  const { id, name, isOn, since, order, series, waitsFor, forType, trigger, filter, stops, actions, window } = record as unknown as { id: string; since?: { at: string } } & Omit<Workflow, 'since'>
  return {
    record: id,
    name: name!,
    isOn: isOn ?? false,
    ...(since && { since: since.at }),
    order: order ?? OWN_ORDER,
    ...(series && { series }),
    ...(waitsFor && { waitsFor }),
    forType,
    trigger,
    ...(filter && { filter }),
    stops: stops ?? [],
    actions,
    ...(window && { window }),
  }
}

/** Where users' own stand among those that come with the application. */
const OWN_ORDER = 50

/** All workflows, in the order in which they act: the shipped ones with what users changed of them, and users' own. */
export const mergeWorkflows = (shipped: readonly Shipped[], records: readonly WorkflowSaid[]): Workflow[] => {
  const changed = new Map(records.filter(({ shippedKey }) => shippedKey !== undefined).map(record => [record.shippedKey, record]))
  const all = [
    ...shipped.map((each): Workflow => {
      const record = changed.get(each.key)
      if (!record) return { ...each, isShipped: true }
      const { name, ...rest } = said(record)
      return { ...rest, key: each.key, isShipped: true, order: (record.order as number | undefined) ?? each.order, ...(name && name !== each.key && { name }) }
    }),
    ...records.filter(({ shippedKey }) => shippedKey === undefined).map((record): Workflow => ({ ...said(record), key: record.id, isShipped: false })),
  ]
  return all.toSorted((a, b) => a.order - b.order || (a.key < b.key ? -1 : 1))
}

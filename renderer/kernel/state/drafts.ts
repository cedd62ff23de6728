import { useSyncExternalStore } from 'react'
import { createTable } from './local-db.ts'

/** What was typed in a form and not saved. */
export interface Draft {
  /** Address of the form; each has one draft. */
  readonly path: string
  readonly type: string
  /** Name of the record, or what is typed of a new one's. */
  readonly title: string
  /** When it was last typed in, ISO 8601. */
  readonly at: string
  /** The fields that differ from the record, as the form holds them. */
  readonly values: Readonly<Record<string, unknown>>
  /** What the record held in the fields of the form, at least in those. */
  readonly seen: Readonly<Record<string, unknown>>
  /** Files among the values that no record keeps yet, by field, or by their name where a field holds several. */
  readonly files: Readonly<Record<string, File>>
}

export const drafts = createTable<Draft>()

/** The drafts of this window, by the address of their form. */
export const useDrafts = (): readonly Draft[] => useSyncExternalStore(drafts.subscribe, drafts.all)

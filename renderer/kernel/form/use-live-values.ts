import { useCallback, useEffect, useRef, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { RecordView } from '../../../shared/kernel/rpc/schemas.ts'
import { followRecord } from './live-values.ts'
import { differing, type FormValues, formValues } from './values.ts'

export interface LiveValues {
  /** What the person has seen in each field of the record; what is typed is compared with it. */
  readonly before: { readonly current: FormValues }
  /** What others wrote in fields that are typed in here. */
  readonly elsewhere: Readonly<FormValues>
  /** When the fields that follow the record changed last, by name. */
  readonly followed: ReadonlyMap<string, string>
  /** The person has seen the value; with `takes`, it replaces what is typed. */
  settle(name: string, takes: boolean): void
  /** Takes the values of another reading of the record as seen. */
  see(values: FormValues): void
  /** To be called when a field is left. */
  catchUp(): void
}

interface Options {
  readonly entity: AnyEntity
  readonly form: UseFormReturn<FormValues>
  /** The record as it is now; none for a new one. */
  readonly record: RecordView | undefined
  /** What the form begins with, as seen in the record. */
  readonly seen: FormValues
}

/** The field that holds the keyboard. */
const heldField = (): string | undefined => document.activeElement?.closest<HTMLElement>('[data-field]')?.dataset['field']

/** Keeps a form in step with its record without ever touching what is typed. */
export const useLiveValues = ({ entity, form, record, seen }: Options): LiveValues => {
  const before = useRef(seen)
  const [followed, setFollowed] = useState<ReadonlyMap<string, string>>(new Map())
  const [elsewhere, setElsewhere] = useState<FormValues>({})

  const catchUp = useCallback(() => {
    if (!record) return
    const latest = formValues(entity, record)
    const { follow, settled } = followRecord(entity, before.current, form.getValues(), latest, heldField())
    for (const name of follow) form.setValue(name, latest[name])
    before.current = { ...before.current, ...pick(latest, [...follow, ...settled]) }
    if (follow.length) setFollowed(old => new Map([...old, ...follow.map(name => [name, record.updatedAt] as const)]))
    setElsewhere(pick(latest, differing(entity, before.current, latest)))
  }, [entity, form, record])
  useEffect(catchUp, [catchUp])

  const see = useCallback((values: FormValues) => {
    before.current = { ...before.current, ...values }
    setElsewhere(old => Object.fromEntries(Object.entries(old).filter(([name]) => !(name in values))))
  }, [])

  const settle = (name: string, takes: boolean): void => {
    if (takes) form.setValue(name, elsewhere[name])
    see({ [name]: elsewhere[name] })
  }

  return { before, elsewhere, followed, settle, see, catchUp }
}

const pick = (values: FormValues, names: readonly string[]): FormValues => Object.fromEntries(names.map(name => [name, values[name]]))

import { useCallback, useEffect, useRef, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { type Draft, drafts } from '../state/drafts.ts'
import { sendFile, sentFiles } from './sent-files.ts'
import { differing, type FormValues, isSame } from './values.ts'

interface Options {
  readonly path: string
  readonly entity: AnyEntity
  readonly form: UseFormReturn<FormValues>
  /** What was seen in the record. */
  readonly before: { readonly current: FormValues }
  /** What the form itself put in before anything was typed. */
  readonly preset: FormValues | undefined
  /** Runs when the form was left with something in it that is not saved. */
  readonly onLeft: (draft: Draft) => void
}

const PAUSE_MS = 300

/** The draft that a form begins with, unless all of it stands in the record by now: saved, then lost sight of. */
export const useFirstDraft = (path: string, entity: AnyEntity, record: FormValues): Draft | undefined =>
  useState(() => {
    const draft = drafts.get(path)
    return draft && differing(entity, record, { ...record, ...draft.values }).length ? draft : undefined
  })[0]

/** The values of a draft that are whole; its files follow when they have been sent once more. */
export const wholeValues = (draft: Draft | undefined): FormValues =>
  Object.fromEntries(Object.entries(draft?.values ?? {}).filter(([name]) => !draft!.files[name]))

/** Hands the core again the files of a draft, which it may have forgotten. */
export const useSentAgain = (draft: Draft | undefined, form: UseFormReturn<FormValues>, failed: (error: unknown) => void): void => {
  useEffect(() => {
    for (const [name, file] of Object.entries(draft?.files ?? {})) void sendFile(file).then(ref => form.setValue(name, ref), failed)
  }, [draft, failed, form])
}

/** Keeps what is typed and not saved; answers how to end that, forgetting it. */
export const useDraft = ({ path, entity, form, before, preset, onLeft }: Options): (() => Draft | undefined) => {
  const isOver = useRef(false)
  const write = useCallback((): Draft | undefined => {
    if (isOver.current) return undefined
    const [seen, now] = [{ ...before.current, ...preset }, form.getValues()]
    const names = differing(entity, seen, now)
    const kept = drafts.get(path)
    if (names.length === 0) {
      drafts.remove(path)
      return undefined
    }
    const values = Object.fromEntries(names.map(name => [name, now[name]]))
    if (kept && isSame(kept.values, values) && isSame(kept.seen, seen)) return kept
    const draft: Draft = { path, type: entity.type, title: entity.title({ ...now }), at: new Date().toISOString(), values, seen, files: sentFiles(values) }
    drafts.put(path, draft)
    return draft
  }, [before, entity, form, path, preset])

  const left = useRef(onLeft)
  useEffect(() => {
    left.current = onLeft
  })
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = form.subscribe({
      formState: { values: true },
      callback: () => {
        clearTimeout(timer)
        timer = setTimeout(write, PAUSE_MS)
      },
    })
    addEventListener('pagehide', write)
    return () => {
      clearTimeout(timer)
      stop()
      removeEventListener('pagehide', write)
      const draft = write()
      if (draft) left.current(draft)
    }
  }, [form, write])

  return useCallback(() => {
    const last = write()
    isOver.current = true
    drafts.remove(path)
    return last
  }, [path, write])
}

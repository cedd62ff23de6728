import { useEffect } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import type { FormValues } from './values.ts'

const nameOf = (form: string): string => `calepin.draft.${form}`
const PAUSE_MS = 400

/** What was typed in a form and not saved, kept for this window so that neither a reload nor a slip loses it. */
export const keptDraft = (form: string): FormValues | undefined => {
  const text = sessionStorage.getItem(nameOf(form))
  return text ? (JSON.parse(text) as FormValues) : undefined
}

export const keepDraft = (form: string, values: FormValues): void => sessionStorage.setItem(nameOf(form), JSON.stringify(values))

export const forgetDraft = (form: string): void => sessionStorage.removeItem(nameOf(form))

/** Keeps what is typed while the form is open. */
export const useDraft = (name: string, form: UseFormReturn<FormValues>): void => {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = form.subscribe({
      formState: { values: true },
      callback: ({ values }) => {
        clearTimeout(timer)
        timer = setTimeout(() => keepDraft(name, values), PAUSE_MS)
      },
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [name, form])
}

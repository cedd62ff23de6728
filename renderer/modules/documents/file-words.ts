import { File, FileArchive, FileMusic, FileSpreadsheet, FileText, FileVideo, Image, type LucideIcon } from 'lucide-react'
import type { FileRef } from '../../../shared/kernel/entity/fields.ts'
import type { Language } from '../../kernel/text/i18n.ts'

const LOCALES: Record<Language, string> = { fr: 'fr-FR', en: 'en-GB' }
const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

/** `850 octets`, `12 ko`, `1,2 Mo`: what a person compares, in steps of a thousand as the system's own windows show it. */
export const sizeText = (bytes: number, language: Language): string => {
  const step = bytes < 1_000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1_000 ** step
  const digits = step < 2 || value >= 100 ? 0 : 1
  const unitDisplay = step === 0 ? 'long' : 'short'
  return new Intl.NumberFormat(LOCALES[language], { style: 'unit', unit: UNITS[step]!, unitDisplay, maximumFractionDigits: digits }).format(value)
}

const KINDS: readonly (readonly [pattern: RegExp, icon: LucideIcon])[] = [
  [/^image\//, Image],
  [/^audio\//, FileMusic],
  [/^video\//, FileVideo],
  [/csv|spreadsheet|excel/, FileSpreadsheet],
  [/zip|compressed|x-tar|x-7z/, FileArchive],
  [/^text\/|pdf|word|opendocument\.text|rtf/, FileText],
]

export const fileIcon = (mime: string): LucideIcon => KINDS.find(([pattern]) => pattern.test(mime))?.[1] ?? File

/** The name under which a file is saved: that of its record, with the ending that says what it is. */
export const savedName = (title: string, { name }: FileRef): string => {
  const ending = /\.[^.\s]{1,10}$/.exec(name)?.[0] ?? ''
  return title.toLowerCase().endsWith(ending.toLowerCase()) ? title : `${title}${ending}`
}

/** Kinds that the window may show by itself; the others are saved. */
export const isShownInPlace = (mime: string): boolean => ['image/png', 'image/jpeg', 'image/gif', 'image/webp'].includes(mime)

import { File, FileArchive, FileMusic, FileSpreadsheet, FileText, FileVideo, Image, type LucideIcon } from 'lucide-react'
import type { FileRef } from '../../../shared/kernel/entity/fields.ts'

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

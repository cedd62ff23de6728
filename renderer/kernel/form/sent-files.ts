import type { FileRef } from '../../../shared/kernel/entity/fields.ts'
import { uploadFile } from '../rpc/files.ts'

/** What this window sent and no record keeps yet: the core forgets it when it ends, a draft must not. */
const sent = new Map<string, File>()

/** Hands a file to the core. */
export const sendFile = async (file: File): Promise<FileRef> => {
  const name = await uploadFile(file)
  sent.set(name, file)
  return { file: name, name: file.name, mime: file.type, size: file.size }
}

/** The files that values of a form stand for, by field. */
export const sentFiles = (values: Readonly<Record<string, unknown>>): Record<string, File> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const file = sent.get((value as Partial<FileRef> | null)?.file ?? '')
      return file ? [[name, file] as const] : []
    }),
  )

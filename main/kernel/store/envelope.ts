import type { Envelope } from '../../../shared/kernel/entity/define.ts'

/** What most records say of themselves only because the envelope asks: a third of a small record's bytes. */
export type Packed = Omit<Envelope, 'id' | 'ext' | 'updatedAt' | 'updatedBy' | 'owner' | 'trashedAt'> & Partial<Envelope>

/** The envelope as its row keeps it: without what follows from the rest. */
export const pack = (document: any): Packed => {
  const { id: _, ext, updatedAt, updatedBy, owner, trashedAt, ...packed }: Envelope = document
  return {
    ...packed,
    ...(Object.keys(ext).length > 0 && { ext }),
    ...(updatedAt !== packed.createdAt && { updatedAt }),
    ...(updatedBy !== packed.createdBy && { updatedBy }),
    ...(owner !== packed.createdBy && { owner }),
    ...(trashedAt !== null && { trashedAt }),
  }
}

/** The whole envelope again; see {@link pack}. */
export const unpack = (packed: Packed, id: string): Envelope => ({
  id,
  type: packed.type,
  data: packed.data,
  ext: packed.ext ?? {},
  createdAt: packed.createdAt,
  createdBy: packed.createdBy,
  updatedAt: packed.updatedAt ?? packed.createdAt,
  updatedBy: packed.updatedBy ?? packed.createdBy,
  owner: packed.owner ?? packed.createdBy,
  trashedAt: packed.trashedAt ?? null,
  op: packed.op,
})

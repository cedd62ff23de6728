import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { differing, type FormValues } from './values.ts'

/**
 * What an open form does when its record is written elsewhere. Fields that nobody touched here `follow`; in those that are
 * `settled` the other wrote what stands here already; a touched field, or the one `held` by the keyboard, stays as it is.
 */
export const followRecord = (entity: AnyEntity, before: FormValues, now: FormValues, latest: FormValues, held?: string): { follow: string[]; settled: string[] } => {
  const touched = new Set(differing(entity, before, now))
  const apart = new Set(differing(entity, now, latest))
  const written = differing(entity, before, latest)
  return {
    follow: written.filter(name => !touched.has(name) && name !== held),
    settled: written.filter(name => touched.has(name) && !apart.has(name)),
  }
}

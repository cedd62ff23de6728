import type { TFunction } from 'i18next'
import type { RecordView } from '../../../shared/kernel/rpc/schemas.ts'

/** `Camille Martin et C. Martin`; a name that several have is said once. */
export const titlesText = (t: TFunction, records: readonly Pick<RecordView, 'title'>[]): string => {
  const titles = [...new Set(records.map(({ title }) => title || t('ui.untitled')))]
  return titles.length < 2 ? titles.join() : t('merge.and', { before: titles.slice(0, -1).join(', '), last: titles.at(-1) })
}

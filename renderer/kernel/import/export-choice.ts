import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { resolvePath } from '../../../shared/kernel/entity/paths.ts'
import type { Which } from '../list/use-bulk.ts'
import type { ExportOrder } from '../state/use-export.ts'

/** How a table is written, by the software that shall open it. */
export const STYLES = {
  excel: { delimiter: ';', bom: true },
  comma: { delimiter: ',', bom: false },
  tab: { delimiter: '\t', bom: false },
} as const satisfies Record<string, Pick<Required<ExportOrder>, 'delimiter' | 'bom'>>

/** What a person chose to export. */
export interface ExportChoice {
  readonly isWhole: boolean
  readonly format: 'csv' | 'vcf'
  readonly hasAllColumns: boolean
  readonly style: keyof typeof STYLES
}

/** Columns of a list that a table can have: pictures and files are not written in cells. */
export const writable = (entity: AnyEntity, paths: readonly string[]): string[] =>
  paths.filter(path => {
    const kind = resolvePath(entity, path)?.leaf.kind
    return kind !== undefined && kind !== 'file' && kind !== 'image'
  })

/** All records of a type, those too that are archived. */
export const wholeOf = ({ archive }: AnyEntity): Which => (archive ? { archived: 'with' } : {})

/** The choice as the core takes it; `which` are the records when it is not all of them. */
export const orderOf = (entity: AnyEntity, which: Which, paths: readonly string[], { isWhole, format, hasAllColumns, style }: ExportChoice): ExportOrder => ({
  type: entity.type,
  format,
  ...(isWhole ? wholeOf(entity) : which),
  ...(format === 'csv' ? { ...STYLES[style], ...(hasAllColumns ? {} : { columns: writable(entity, paths) }) } : {}),
})

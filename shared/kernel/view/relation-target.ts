import { readRelation, type RelationColumn, relationPath } from './column.ts'

/** Where a column of a table may lead: to records of a type, by relations of a kind, of which the line's record is one end. */
export interface RelationTarget extends RelationColumn {
  readonly type: string
}

const TARGET = /^(relation:.+):(\w+)$/

export const relationTarget = ({ type, ...column }: RelationTarget): string => `${relationPath(column)}:${type}`

export const readRelationTarget = (target: string): RelationTarget | undefined => {
  const [, path = '', type = ''] = TARGET.exec(target) ?? []
  const column = readRelation(path)
  return column && { ...column, type }
}

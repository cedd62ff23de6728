import type { Off } from '../../kernel/entity/off.ts'

/** A part of the application that can be switched off; its words are `modules.names.<name>` and `modules.hints.<name>`. */
export interface ModuleDeclaration {
  readonly name: string
  /** Types that leave with it. */
  readonly types: readonly string[]
  /** Fields that leave every type. */
  readonly fields?: readonly string[]
  readonly parts?: readonly 'duplicates'[]
  /** Always there: the others rest on it. */
  readonly isCore?: boolean
}

export const MODULES: readonly ModuleDeclaration[] = [
  { name: 'persons', types: ['contact', 'organisation'], isCore: true },
  { name: 'users', types: ['user'], isCore: true },
  { name: 'opportunities', types: ['opportunity', 'lead'] },
  { name: 'activities', types: ['activity'] },
  { name: 'emails', types: ['emailMessage', 'mailAccount', 'emailTemplate'] },
  { name: 'notes', types: ['note'] },
  { name: 'documents', types: ['document'] },
  { name: 'relations', types: ['relation', 'relationKind'] },
  { name: 'surveys', types: ['survey', 'surveyResponse', 'surveyTrigger'] },
  { name: 'tags', types: ['tag'], fields: ['tags'] },
  { name: 'duplicates', types: ['notDuplicate'], parts: ['duplicates'] },
  { name: 'workflows', types: ['workflow', 'notification'] },
]

/** What leaves with the modules of these names; the core stays, and an unknown name takes nothing away. */
export const offBy = (names: Iterable<string>): Off => {
  const asked = new Set(names)
  const off = MODULES.filter(({ name, isCore }) => !isCore && asked.has(name))
  return {
    modules: new Set(off.map(({ name }) => name)),
    types: new Set(off.flatMap(({ types }) => types)),
    fields: new Set(off.flatMap(({ fields = [] }) => fields)),
    parts: new Set(off.flatMap(({ parts = [] }) => parts)),
  }
}

/** The module to which a type belongs. */
export const moduleOf = (type: string): string | undefined => MODULES.find(({ types }) => types.includes(type))?.name

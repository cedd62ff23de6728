import { anyEntity, type AnyEntity } from './kernel/entity/define.ts'
import { listValue } from './modules/config/list-value.entity.ts'
import { document } from './modules/documents/document.entity.ts'
import { notDuplicate } from './modules/duplicates/not-duplicate.entity.ts'
import { note } from './modules/notes/note.entity.ts'
import { opportunity } from './modules/opportunities/opportunity.entity.ts'
import { contact } from './modules/persons/contact.entity.ts'
import { organisation } from './modules/persons/organisation.entity.ts'

/** Every entity type, the most important first: menus and search follow this order. */
export const registry: readonly AnyEntity[] = [
  anyEntity(contact),
  anyEntity(organisation),
  anyEntity(opportunity),
  anyEntity(note),
  anyEntity(document),
  anyEntity(listValue),
  anyEntity(notDuplicate),
]

import type { Sheet } from '../kernel/blocks/sheet-block.ts'
import type { TypeLooks } from '../kernel/ui/type-looks.ts'
import type { WindowModule } from '../kernel/ui/window-module.ts'
import { backups } from '../modules/backups/index.ts'
import { customs } from '../modules/customs/index.ts'
import { documents } from '../modules/documents/index.ts'
import { duplicates } from '../modules/duplicates/index.ts'
import { imports } from '../modules/imports/index.ts'
import { jobs } from '../modules/jobs/index.ts'
import { journal } from '../modules/journal/index.ts'
import { keys } from '../modules/keys/index.ts'
import { notes } from '../modules/notes/index.ts'
import { opportunities } from '../modules/opportunities/index.ts'
import { persons } from '../modules/persons/index.ts'
import { relations } from '../modules/relations/index.ts'
import { tags } from '../modules/tags/index.ts'
import { trash } from '../modules/trash/index.ts'

/** What the window is made of, in the order of its menus. */
export const modules: readonly WindowModule[] = [persons, opportunities, notes, documents, duplicates, imports, jobs, journal, relations, tags, customs, trash, backups, keys]

/** By type; users' own come to it when the types of the window are known. */
export const typeLooks: Map<string, TypeLooks> = new Map(modules.flatMap(({ types }) => Object.entries(types ?? {})))

export const sheet: Sheet = { blocks: modules.flatMap(({ blocks }) => blocks ?? []), figures: modules.flatMap(({ figures }) => figures ?? []), actions: modules.flatMap(({ actions }) => actions ?? []) }

export const selectionActions = modules.flatMap(module => module.selectionActions ?? [])

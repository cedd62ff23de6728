import type { Off } from '../../shared/kernel/entity/off.ts'
import type { Sheet } from '../kernel/blocks/sheet-block.ts'
import type { TypeLooks } from '../kernel/ui/type-looks.ts'
import type { WindowModule } from '../kernel/ui/window-module.ts'
import { activities } from '../modules/activities/index.ts'
import { backups } from '../modules/backups/index.ts'
import { customs } from '../modules/customs/index.ts'
import { documents } from '../modules/documents/index.ts'
import { duplicates } from '../modules/duplicates/index.ts'
import { emails } from '../modules/emails/index.ts'
import { imports } from '../modules/imports/index.ts'
import { jobs } from '../modules/jobs/index.ts'
import { journal } from '../modules/journal/index.ts'
import { keys } from '../modules/keys/index.ts'
import { layouts } from '../modules/layouts/index.ts'
import { notes } from '../modules/notes/index.ts'
import { opportunities } from '../modules/opportunities/index.ts'
import { persons } from '../modules/persons/index.ts'
import { relations } from '../modules/relations/index.ts'
import { settings } from '../modules/settings/index.ts'
import { surveys } from '../modules/surveys/index.ts'
import { tags } from '../modules/tags/index.ts'
import { templates } from '../modules/templates/index.ts'
import { trash } from '../modules/trash/index.ts'
import { users } from '../modules/users/index.ts'
import { workflows } from '../modules/workflows/index.ts'

/** What the window is made of, in the order of its menus. */
export const modules: readonly WindowModule[] = [persons, activities, surveys, opportunities, emails, templates, notes, documents, duplicates, imports, jobs, journal, relations, tags, customs, trash, layouts, backups, keys, settings, users, workflows]

/** By type; users' own come to it when the types of the window are known. */
export const typeLooks: Map<string, TypeLooks> = new Map(modules.flatMap(({ types }) => Object.entries(types ?? {})))

/** Those of the modules that are not switched off. */
export const modulesOn = (off: Off): readonly WindowModule[] => modules.filter(({ name }) => !name || !off.modules.has(name))

export const sheetOf = (on: readonly WindowModule[]): Sheet => ({
  blocks: on.flatMap(({ blocks }) => blocks ?? []),
  figures: on.flatMap(({ figures }) => figures ?? []),
  actions: on.flatMap(({ actions }) => actions ?? []),
})

export const cardMarksOf = (on: readonly WindowModule[]) => on.flatMap(module => module.cardMarks ?? [])
export const followersOf = (on: readonly WindowModule[]) => on.flatMap(({ follow }) => follow ?? [])

export const selectionActionsOf = (on: readonly WindowModule[]) => on.flatMap(module => module.selectionActions ?? [])

export const rowActionsOf = (on: readonly WindowModule[]) => on.flatMap(module => module.rowActions ?? [])

export const makesOf = (on: readonly WindowModule[]) => on.flatMap(module => module.makes ?? [])

import type { TypeLooks } from '../kernel/ui/type-looks.ts'
import type { WindowModule } from '../kernel/ui/window-module.ts'
import { imports } from '../modules/imports/index.ts'
import { jobs } from '../modules/jobs/index.ts'
import { journal } from '../modules/journal/index.ts'
import { opportunities } from '../modules/opportunities/index.ts'
import { persons } from '../modules/persons/index.ts'
import { trash } from '../modules/trash/index.ts'

/** What the window is made of, in the order of its menus. */
export const modules: readonly WindowModule[] = [persons, opportunities, imports, jobs, journal, trash]

export const typeLooks: ReadonlyMap<string, TypeLooks> = new Map(modules.flatMap(({ types }) => Object.entries(types ?? {})))

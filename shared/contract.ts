import { activitiesRpc } from './modules/activities/activities.rpc.ts'
import { appRpc } from './modules/app/app.rpc.ts'
import { backupsRpc } from './modules/backups/backups.rpc.ts'
import { currenciesRpc } from './modules/config/currencies.rpc.ts'
import { modulesRpc } from './modules/config/modules.rpc.ts'
import { customsRpc } from './modules/config/customs.rpc.ts'
import { configurationRpc } from './modules/config/configuration.rpc.ts'
import { layoutsRpc } from './modules/config/layouts.rpc.ts'
import { tagsRpc } from './modules/config/tags.rpc.ts'
import { valueListsRpc } from './modules/config/value-lists.rpc.ts'
import { duplicatesRpc } from './modules/duplicates/duplicates.rpc.ts'
import { emailsRpc } from './modules/emails/emails.rpc.ts'
import { templatesRpc } from './modules/emails/templates.rpc.ts'
import { entitiesRpc } from './modules/entities/entities.rpc.ts'
import { filtersRpc } from './modules/filters/filters.rpc.ts'
import { importsRpc } from './modules/imports/imports.rpc.ts'
import { jobsRpc } from './modules/jobs/jobs.rpc.ts'
import { journalRpc } from './modules/journal/journal.rpc.ts'
import { keysRpc } from './modules/keys/keys.rpc.ts'
import { opportunitiesRpc } from './modules/opportunities/opportunities.rpc.ts'
import { relationsRpc } from './modules/relations/relations.rpc.ts'
import { rescueRpc } from './modules/rescue/rescue.rpc.ts'
import { searchRpc } from './modules/search/search.rpc.ts'
import { surveysRpc } from './modules/surveys/surveys.rpc.ts'
import { viewsRpc } from './modules/views/views.rpc.ts'
import { workflowsRpc } from './modules/workflows/workflows.rpc.ts'

/** Every remote method, by part. */
export const contract = {
  activities: activitiesRpc,
  app: appRpc,
  backups: backupsRpc,
  currencies: currenciesRpc,
  customs: customsRpc,
  configuration: configurationRpc,
  duplicates: duplicatesRpc,
  emails: emailsRpc,
  entities: entitiesRpc,
  filters: filtersRpc,
  imports: importsRpc,
  jobs: jobsRpc,
  journal: journalRpc,
  keys: keysRpc,
  modules: modulesRpc,
  layouts: layoutsRpc,
  opportunities: opportunitiesRpc,
  relations: relationsRpc,
  rescue: rescueRpc,
  search: searchRpc,
  surveys: surveysRpc,
  tags: tagsRpc,
  templates: templatesRpc,
  views: viewsRpc,
  valueLists: valueListsRpc,
  workflows: workflowsRpc,
}

import { parentPort, workerData } from 'node:worker_threads'
import { contract } from '../../shared/contract.ts'
import { ExpectedError } from '../../shared/kernel/rpc/result.ts'
import { leadRule, opportunityRule } from '../../shared/modules/opportunities/opportunity.rules.ts'
import { activityRule } from '../../shared/modules/activities/activity.rules.ts'
import { registry } from '../../shared/registry.ts'
import { readSettings, usualPlace } from '../kernel/backup/catalog.ts'
import { lastRestore } from '../kernel/backup/restore.ts'
import { makeBackup } from '../kernel/backup/make.ts'
import { openDuplicateIndex } from '../kernel/duplicates/duplicate-index.ts'
import { exists } from '../kernel/files/disk.ts'
import { openFileStore } from '../kernel/files/file-store.ts'
import { loadLocales } from '../kernel/i18n/locales.ts'
import { importJob } from '../kernel/imports/import-job.ts'
import { createJobEngine, type JobEngine } from '../kernel/jobs/engine.ts'
import { createSchedules, type ScheduleKind } from '../kernel/jobs/schedules.ts'
import { systemTimers } from '../kernel/jobs/timers.ts'
import { openOutbox } from '../modules/emails/outbox.ts'
import { mailSecrets } from '../kernel/mail/secrets.ts'
import { openLog } from '../kernel/log/log.ts'
import { asDamage } from '../kernel/rescue/damage.ts'
import { createRouter } from '../kernel/rpc/router.ts'
import { openDb } from '../kernel/store/driver.ts'
import type { Operation } from '../kernel/store/journal.ts'
import { openReader } from '../kernel/store/reader.ts'
import { openStore } from '../kernel/store/store.ts'
import { activitiesCommands } from '../modules/activities/activities.handlers.ts'
import { appCommands } from '../modules/app/app.handlers.ts'
import { customsGuard } from '../modules/config/customs.guard.ts'
import { customsCommands } from '../modules/config/customs.handlers.ts'
import { configurationCommands } from '../modules/config/configuration.handlers.ts'
import { layoutsCommands } from '../modules/config/layouts.handlers.ts'
import { layoutsGuard } from '../modules/config/layouts.guard.ts'
import { tagsCommands } from '../modules/config/tags.handlers.ts'
import { tagsGuard } from '../modules/config/tags.guard.ts'
import { currenciesCommands } from '../modules/config/currencies.handlers.ts'
import { modulesCommands, readOff } from '../modules/config/modules.handlers.ts'
import { replaceValueJob } from '../modules/config/replace-value.jobs.ts'
import { valueListsCommands } from '../modules/config/value-lists.handlers.ts'
import { duplicatesCommands } from '../modules/duplicates/duplicates.handlers.ts'
import { compareJob, followDuplicates } from '../modules/duplicates/duplicates.jobs.ts'
import { mergeJob } from '../modules/duplicates/merge.jobs.ts'
import { emailsGuard } from '../modules/emails/emails.guard.ts'
import { emailsCommands } from '../modules/emails/emails.handlers.ts'
import { RECEIVE, receiveJob, SEND, sendJob } from '../modules/emails/emails.jobs.ts'
import { signaturesGuard } from '../modules/emails/signatures.guard.ts'
import { templatesGuard } from '../modules/emails/templates.guard.ts'
import { bulkJob } from '../modules/entities/bulk.jobs.ts'
import { entitiesCommands } from '../modules/entities/entities.handlers.ts'
import { purgeJob } from '../modules/entities/purge.jobs.ts'
import { filtersGuard } from '../modules/filters/filters.guard.ts'
import { exportJob } from '../modules/imports/export.jobs.ts'
import { importsCommands } from '../modules/imports/imports.handlers.ts'
import { journalCommands, undoOf } from '../modules/journal/journal.handlers.ts'
import { undoJob } from '../modules/journal/undo.jobs.ts'
import { housekeeping } from '../modules/jobs/housekeeping.jobs.ts'
import { jobsCommands } from '../modules/jobs/jobs.handlers.ts'
import { opportunitiesGuard } from '../modules/opportunities/opportunities.guard.ts'
import { opportunitiesCommands } from '../modules/opportunities/opportunities.handlers.ts'
import { followPassages } from '../modules/opportunities/passage-index.ts'
import { followPhases, settleJob } from '../modules/opportunities/settle.jobs.ts'
import { copiedRelations } from '../modules/relations/copied-relations.ts'
import { linkJob } from '../modules/relations/link.jobs.ts'
import { relationsGuard } from '../modules/relations/relations.guard.ts'
import { relationsCommands } from '../modules/relations/relations.handlers.ts'
import { ensureLocalUser, usersGuard } from '../modules/users/local-user.ts'
import { surveyDrafts } from '../modules/surveys/asking.ts'
import { followSurveys } from '../modules/surveys/surveys.follow.ts'
import { surveysGuard } from '../modules/surveys/surveys.guard.ts'
import { surveysCommands } from '../modules/surveys/surveys.handlers.ts'
import { viewsGuard } from '../modules/views/views.guard.ts'
import { viewsCommands } from '../modules/views/views.handlers.ts'
import { createWorkflows, type Workflows } from '../modules/workflows/engine.ts'
import { templateHands } from '../modules/workflows/hands.ts'
import { workflowsGuard } from '../modules/workflows/workflows.guard.ts'
import { workflowsCommands } from '../modules/workflows/workflows.handlers.ts'
import { workflowSchedules } from '../modules/workflows/workflows.jobs.ts'
import { createMailReader } from './mail-reader.ts'
import { createCheckpointer, createFileThreads } from './file-threads.ts'
import { messagePort } from './message-port.ts'
import { placeOf } from './places.ts'
import { createIds, databaseFile, keyringOf, LOCAL_ACTOR, type StoreThreadData, type StoreThreadReply } from './threads.ts'

const { data, keys, rpc } = workerData as StoreThreadData
const reply = (message: StoreThreadReply): void => parentPort!.postMessage(message)

const open = async (): Promise<() => Promise<void>> => {
  const newId = createIds()
  const log = openLog(data, newId)
  const keyring = keyringOf(keys)
  const file = databaseFile(data)
  const key = keyring.key('database')
  const checkpointer = createCheckpointer(data, keys)
  const db = openDb(file, { key, onLongLog: checkpointer.move })
  const backup = async (): Promise<void> => {
    const { place } = await readSettings(data)
    // A disk that is away must not keep an update from being made.
    await makeBackup({ data, file, key, registry }, (await exists(place)) ? place : usualPlace(data), 'migration', Date.now())
  }
  const store = await openStore({
    db,
    registry,
    guards: [relationsGuard, tagsGuard, filtersGuard, viewsGuard, layoutsGuard, opportunitiesGuard, templatesGuard, signaturesGuard, emailsGuard, surveysGuard, workflowsGuard, customsGuard(registry), usersGuard],
    rules: { activity: activityRule, opportunity: opportunityRule, lead: leadRule },
    newId,
    now: Date.now,
    backup,
    ready: () => checkpointer.settled,
    onBug: log.bug,
  })
  const reader = openReader(db, store.registry, { me: LOCAL_ACTOR })
  await ensureLocalUser(store)
  store.onRegistry(() => reader.adopt(store.registry))
  const files = await openFileStore(data, keyring)
  const threads = createFileThreads(data, keys, db)
  const duplicates = openDuplicateIndex(db, store.registry)
  store.onRegistry(() => duplicates.adopt(store.registry))
  const secrets = mailSecrets(store)
  const mailReader = createMailReader()
  const outbox = await openOutbox({ store, files, secrets, now: Date.now, onBug: log.bug }, await lastRestore(data))
  const receiving = receiveJob({ store, files, secrets, reader: mailReader, now: Date.now })
  const scheduled: readonly ScheduleKind[] = [housekeeping({ files, inUse: () => jobs.filesInUse(), now: Date.now }), sendJob(outbox), receiving, ...workflowSchedules(() => workflows)]
  const jobs: JobEngine = createJobEngine({
    store,
    scheduled,
    kinds: [importJob({ store, files, open: threads.open }), exportJob(threads.export), undoJob(store), bulkJob(store, reader), purgeJob({ store, reader, files }), linkJob(store, reader), compareJob(store, duplicates), mergeJob(store), replaceValueJob(store), settleJob(store)],
    timers: systemTimers,
    onBug: log.bug,
    release: async staged => {
      for (const each of staged) await files.remove(each)
    },
  })
  await files.sweep(jobs.filesInUse())
  const schedules = createSchedules({ store, engine: jobs, kinds: scheduled, now: Date.now, timers: systemTimers, isOff: module => readOff(db).modules.has(module), onBug: log.bug })
  const hands = { ...templateHands(reader, LOCAL_ACTOR), survey: (operation: Operation, activity: string) => surveyDrafts(store, operation, activity) }
  const workflows: Workflows = createWorkflows({
    store,
    reader,
    hands,
    now: Date.now,
    isOff: what => ('module' in what ? readOff(db).modules.has(what.module) : readOff(db).types.has(what.type)),
    onBug: log.bug,
    onDue: kind => schedules.wake(kind),
  })
  const receive = async (signal: AbortSignal): Promise<number> => (await schedules.runNow(RECEIVE, signal)).lastResult?.counts?.['received'] ?? 0
  const locales = loadLocales(placeOf('assets/locales'))
  const surveys = { store, reader, files, locales }
  store.onCommit(written => {
    if (written.some(({ type }) => type === 'moduleSwitch')) schedules.wake()
  })
  const router = createRouter({
    contract,
    handlers: {
      activities: activitiesCommands(store, reader),
      app: appCommands(store, files),
      currencies: currenciesCommands(store),
      customs: customsCommands(store),
      configuration: configurationCommands(store, files),
      duplicates: duplicatesCommands(store, reader, jobs),
      emails: emailsCommands({ store, files, secrets, outbox, reader: mailReader, wake: () => schedules.wake(SEND), receive, now: Date.now }),
      entities: entitiesCommands(store, reader, files, jobs, copiedRelations(store)),
      layouts: layoutsCommands(store),
      journal: journalCommands(store, jobs),
      imports: importsCommands({ store, files, jobs, inspect: threads.inspect, locales, undo: undoOf(store, jobs) }),
      jobs: jobsCommands(jobs, schedules),
      modules: modulesCommands(store),
      opportunities: opportunitiesCommands(store),
      relations: relationsCommands(store, reader, jobs),
      surveys: surveysCommands(surveys),
      tags: tagsCommands(store),
      views: viewsCommands(store),
      valueLists: valueListsCommands(store, jobs),
      workflows: workflowsCommands({ store, reader, hands, workflows, isOff: type => readOff(db).types.has(type) }),
    },
    actor: LOCAL_ACTOR,
    onBug: log.bug,
    asExpected: error => asDamage(error, databaseFile(data)),
  })
  router.serve(messagePort(rpc))
  const following = followDuplicates({ store, index: duplicates, jobs, isOff: () => readOff(db).modules.has('duplicates'), onBug: log.bug })
  const phases = followPhases(store, jobs)
  const passages = followPassages(store, log.bug)
  const asking = followSurveys({ ...surveys, isOff: () => readOff(db).modules.has('surveys'), onBug: log.bug })
  return async () => {
    phases.close()
    await passages.close()
    await asking.close()
    await following.close()
    await schedules.close()
    await workflows.close()
    outbox.close()
    await mailReader.close()
    await jobs.close()
    await files.sweep(jobs.filesInUse())
    await store.close()
    await checkpointer.close()
    db.pragma('optimize')
    db.close()
  }
}

try {
  const close = await open()
  parentPort!.once('message', () => {
    void close().then(() => {
      reply({ closed: true })
      process.exit(0)
    })
  })
  reply({ ready: true })
} catch (thrown) {
  const error = asDamage(thrown, databaseFile(data))
  if (!(error instanceof ExpectedError)) throw error
  reply({ failure: error.failure })
}

import { ShieldCheck } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { resolvePath, valuesAt } from '../../../shared/kernel/entity/paths.ts'
import type { JobView } from '../../../shared/kernel/rpc/schemas.ts'
import { visibleEntity } from '../blocks/relations.ts'
import { isEnded, useJob } from '../state/jobs.ts'
import { formatNumber } from '../text/format.ts'
import { useLanguage } from '../text/use-language.ts'
import { manyWord } from '../text/words.ts'
import { Button } from '../ui/Button.tsx'
import { Failed } from '../ui/Failed.tsx'
import { Page } from '../ui/Page.tsx'
import { ColumnsBlock } from './ColumnsBlock.tsx'
import { countsText } from './counts-text.ts'
import { FileBlock } from './FileBlock.tsx'
import { FileChoice } from './FileChoice.tsx'
import { onHandOver, takeOver } from './handed-over.ts'
import { ImportFailed } from './ImportFailed.tsx'
import { JobPanel } from './JobPanel.tsx'
import { PreviewBlock } from './PreviewBlock.tsx'
import { type Step, StepsRail } from './StepsRail.tsx'
import { placesFilled } from './targets.ts'
import { UpdatesBlock } from './UpdatesBlock.tsx'
import { useAnnounced } from './use-announced.ts'
import { type ImportPlan, type Plan, useImportPlan } from './use-import-plan.ts'
import css from './import.module.css'

/** From a file to records: choose it, say what its columns are, try without writing, then import. */
export const ImportPage = () => {
  const { t } = useTranslation()
  const [params] = useSearchParams()
  const asked = useImportPlan()
  const { plan, take } = asked
  const entity = visibleEntity(plan?.type)
  const choose = (file: File | undefined): void => {
    if (file) void take(file, params.get('type') ?? undefined)
  }
  const latest = useRef(choose)
  useEffect(() => {
    latest.current = choose
  })
  useEffect(() => {
    const takeGiven = (): void => latest.current(takeOver())
    takeGiven()
    return onHandOver(takeGiven)
  }, [])
  return (
    <Page
      title={entity && plan ? t('imports.titleOf', { many: manyWord(t, entity).toLowerCase() }) : t('imports.title')}
      actions={
        plan && (
          <Button look="plain" onClick={asked.drop}>
            {t('imports.otherFile')}
          </Button>
        )
      }
    >
      {plan && entity ? (
        // Another plan has had no trial yet.
        <PlanForm key={`${plan.file} ${plan.type}`} asked={asked} plan={plan} entity={entity} />
      ) : (
        <div className={css.page}>
          {asked.error ? <ImportFailed error={asked.error} /> : null}
          <FileChoice isBusy={asked.isBusy} sent={asked.sent} onChoose={choose} />
        </div>
      )}
    </Page>
  )
}

interface FormProps {
  readonly asked: ImportPlan
  readonly plan: Plan
  readonly entity: AnyEntity
}

const PlanForm = ({ asked, plan, entity }: FormProps) => {
  const navigate = useNavigate()
  const announce = useAnnounced()
  /** A trial is of one plan only. */
  const [trial, setTrial] = useState<{ readonly job: string; readonly plan: Plan }>()
  const trialJob = trial?.plan === plan ? trial.job : undefined
  const { job } = useJob(trialJob)
  const isTable = plan.seen.format === 'csv'
  const places = useMemo(
    () => (isTable ? placesFilled(entity, plan.mapping) : entity.list.flatMap(path => resolvePath(entity, path) ?? []).filter(at => asked.preview.some(({ data, links }) => valuesAt(at, data).length > 0 || links[at.name]))),
    [asked.preview, entity, isTable, plan.mapping],
  )
  const result = useRef<HTMLDivElement>(null)
  const isTried = job !== undefined && isEnded(job)
  const shown = isTried ? 'result' : job && 'progress'
  useEffect(() => {
    if (shown) result.current?.scrollIntoView({ block: 'start' })
  }, [shown])
  const start = async (isTrial: boolean): Promise<void> => {
    const started = await asked.start(isTrial)
    if (!started) return
    if (isTrial) return setTrial({ job: started, plan })
    announce(started)
    await navigate(`/travaux/${started}`, { state: { type: plan.type } })
  }
  const isMapped = !isTable || Object.values(plan.mapping).some(Boolean)
  const done = new Set<Step>(['file', ...(isMapped ? (['columns'] as const) : []), ...(isTried ? (['trial'] as const) : [])])
  return (
    <div className={css.walk}>
      <StepsRail done={done} {...(isTable ? {} : { steps: ['file', 'trial', 'import'] })} />
      <div className={css.page}>
        {asked.error ? <Failed error={asked.error} /> : null}
        <FileBlock plan={plan} entity={entity} isBusy={asked.isBusy} onRead={change => void asked.readAs(change)} onKey={asked.matchBy} />
        {isTable && <ColumnsBlock plan={plan} entity={entity} onMapping={asked.map} />}
        {asked.previewError ? <Failed error={asked.previewError} /> : places.length > 0 && <PreviewBlock entity={entity} places={places} lines={asked.preview} />}
        {job && (
          <div ref={result} className={css.page}>
            <JobPanel job={job} type={plan.type} isTrial>
              <UpdatesBlock job={job} />
            </JobPanel>
          </div>
        )}
        <Foot job={isTried ? job : undefined} isBusy={asked.isBusy} isTrying={trialJob !== undefined && !isTried} isMapped={isMapped} onStart={isTrial => void start(isTrial)} />
      </div>
    </div>
  )
}

interface FootProps {
  /** The trial, once it has ended. */
  readonly job: JobView | undefined
  readonly isBusy: boolean
  readonly isTrying: boolean
  readonly isMapped: boolean
  readonly onStart: (isTrial: boolean) => void
}

/** What will happen, and what can be done now. */
const Foot = ({ job, isBusy, isTrying, isMapped, onStart }: FootProps) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const lines = job && (job.counts['created'] ?? 0) + (job.counts['updated'] ?? 0)
  const words = job && countsText(t, job, language, 'foreseen')
  return (
    <div className={css.foot}>
      <p className={css.promise} role="status">
        <ShieldCheck size={16} aria-hidden="true" />
        <span>
          {lines === 0 ? t('imports.nothingToWrite') : words ? t('imports.foreseen', { words }) : t('imports.promise')}
        </span>
      </p>
      <Button disabled={isBusy || isTrying || !isMapped} onClick={() => onStart(true)}>
        {t('imports.dryRun')}
      </Button>
      <Button look="filled" disabled={isBusy || !isMapped || lines === 0} onClick={() => onStart(false)}>
        {lines ? t('imports.startMany', { count: lines, number: formatNumber(lines, language) }) : t('imports.start')}
      </Button>
    </div>
  )
}

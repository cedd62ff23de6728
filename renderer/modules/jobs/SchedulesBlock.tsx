import { useQuery, useQueryClient } from '@tanstack/react-query'
import { CalendarClock, Ellipsis, Pause, Play, Power, PowerOff } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import type { Colour } from '../../../shared/kernel/entity/value-list.ts'
import type { ScheduleView } from '../../../shared/kernel/rpc/schemas.ts'
import { scheduleResult } from '../../kernel/import/job-text.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { keys } from '../../kernel/state/queries.ts'
import { showToast } from '../../kernel/state/toasts.ts'
import { formatInstant } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { failureText } from '../../kernel/text/words.ts'
import { Block } from '../../kernel/ui/Block.tsx'
import { Button } from '../../kernel/ui/Button.tsx'
import { Chip } from '../../kernel/ui/Chip.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { Menu, MenuAction } from '../../kernel/ui/Menu.tsx'
import { Table } from '../../kernel/ui/Table.tsx'
import css from './jobs.module.css'
import { timingText } from './timing-text.ts'

type State = 'on' | 'running' | 'paused' | 'off' | 'failing'
type Turn = 'pause' | 'resume' | 'turnOff' | 'turnOn'

const COLOURS: Readonly<Record<State, Colour>> = { on: 'ok', running: 'info', paused: 'warn', off: 'neutral', failing: 'err' }
const ASKED: Readonly<Record<Turn, { readonly isOn?: boolean; readonly isPaused?: boolean }>> = { pause: { isPaused: true }, resume: { isPaused: false }, turnOff: { isOn: false }, turnOn: { isOn: true } }
const BACK: Readonly<Record<Turn, Turn>> = { pause: 'resume', resume: 'pause', turnOff: 'turnOn', turnOn: 'turnOff' }

const stateOf = ({ isOn, isPaused, isModuleOff, job, lastResult }: ScheduleView): State => {
  if (isModuleOff || !isOn) return 'off'
  if (job !== undefined) return 'running'
  if (isPaused) return 'paused'
  return lastResult?.error ? 'failing' : 'on'
}

/** How often it is asked how they stand: while one runs, and otherwise. */
const OFTEN_MS = 500
const SELDOM_MS = 2_000

/** What the application does by itself: when, what came of it, and the ways to run, pause or stop it. */
export const SchedulesBlock = () => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { failed } = useOperations()
  const [asked, setAsked] = useState<readonly string[]>([])
  const queryKey = [...keys.jobs, 'schedules']
  const { data, error, refetch } = useQuery({
    queryKey,
    queryFn: async ({ signal }) => (await unwrap(api.jobs.schedules({}, { signal }))).schedules,
    staleTime: 0,
    refetchInterval: query => (query.state.data?.some(({ job }) => job) ? OFTEN_MS : SELDOM_MS),
  })
  const nameOf = ({ kind, words }: ScheduleView): string => t(`${words}.name`, { defaultValue: kind })
  const resultText = ({ words, lastResult }: ScheduleView): string => {
    if (!lastResult) return ''
    if (lastResult.error) return failureText(t, lastResult.error as Parameters<typeof failureText>[1])
    return lastResult.state === 'done' ? scheduleResult(t, words, lastResult.counts, language) : t(`jobs.state.${lastResult.state}`)
  }
  const attempt = async (act: () => Promise<void>): Promise<void> => {
    try {
      await act()
    } catch (reason) {
      failed(reason)
    } finally {
      await queries.invalidateQueries({ queryKey: keys.jobs })
    }
  }
  const run = async (schedule: ScheduleView): Promise<void> => {
    setAsked(old => [...old, schedule.kind])
    await attempt(async () => {
      const ended = await unwrap(api.jobs.runNow({ kind: schedule.kind }))
      const job = ended.lastResult?.job
      showToast(t('schedules.ran', { name: nameOf(ended), result: resultText(ended) }), job === undefined ? undefined : { label: t('schedules.seeRun'), run: () => void navigate(`/travaux/${job}`) })
    })
    setAsked(old => old.filter(kind => kind !== schedule.kind))
  }
  const turn = (schedule: ScheduleView, how: Turn): Promise<void> =>
    attempt(async () => {
      await unwrap(api.jobs.setSchedule({ kind: schedule.kind, ...ASKED[how] }))
      showToast(t(`schedules.done.${how}`, { name: nameOf(schedule) }), { label: t('ui.undo'), run: () => void turn(schedule, BACK[how]) })
    })
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />
  if (!data?.length) return null
  return (
    <Block icon={CalendarClock} title={t('schedules.title')} name="schedules">
      <p className={css.about}>{t('schedules.about')}</p>
      <Table
        label={t('schedules.title')}
        rows={data.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b), language))}
        keyOf={({ kind }) => kind}
        columns={[
          {
            name: 'what',
            head: t('schedules.what'),
            render: schedule => (
              <span className={css.what}>
                <b>{nameOf(schedule)}</b>
                <span>{t(`${schedule.words}.hint`, { defaultValue: '' })}</span>
              </span>
            ),
          },
          {
            name: 'when',
            head: t('schedules.when'),
            render: schedule => (
              <span className={css.lines}>
                <span>{timingText(t, schedule.timing, language)}</span>
                <span>{schedule.isModuleOff ? t('schedules.offWith', { module: t(`modules.names.${schedule.module}`) }) : <Next schedule={schedule} />}</span>
              </span>
            ),
          },
          {
            name: 'last',
            head: t('schedules.last'),
            render: schedule => (
              <span className={css.lines}>
                <span>{schedule.lastRun ? <time dateTime={schedule.lastRun}>{formatInstant(schedule.lastRun, language)}</time> : t('schedules.never')}</span>
                {schedule.lastResult && (
                  <span data-failed={schedule.lastResult.error ? true : undefined}>{schedule.lastResult.job ? <Link to={`/travaux/${schedule.lastResult.job}`}>{resultText(schedule)}</Link> : resultText(schedule)}</span>
                )}
              </span>
            ),
          },
          { name: 'state', head: t('schedules.stateWord'), render: schedule => <Chip colour={COLOURS[stateOf(schedule)]}>{t(`schedules.state.${stateOf(schedule)}`)}</Chip> },
          {
            name: 'actions',
            head: t('ui.actions'),
            isHeadHidden: true,
            look: 'end',
            render: schedule =>
              !schedule.isModuleOff && (
                <span className={css.actions}>
                  <Button isSmall icon={Play} disabled={schedule.job !== undefined || asked.includes(schedule.kind)} aria-label={t('schedules.runThis', { name: nameOf(schedule) })} onClick={() => void run(schedule)}>
                    {t('schedules.runNow')}
                  </Button>
                  <Menu name={t('schedules.moreFor', { name: nameOf(schedule) })} aria-label={t('schedules.moreFor', { name: nameOf(schedule) })} className={css.more} isAtEnd button={<Ellipsis size={16} aria-hidden="true" />}>
                    {schedule.isOn && (
                      <MenuAction icon={schedule.isPaused ? Play : Pause} onChoose={() => void turn(schedule, schedule.isPaused ? 'resume' : 'pause')}>
                        {t(schedule.isPaused ? 'schedules.resume' : 'schedules.pause')}
                      </MenuAction>
                    )}
                    <MenuAction icon={schedule.isOn ? PowerOff : Power} onChoose={() => void turn(schedule, schedule.isOn ? 'turnOff' : 'turnOn')}>
                      {t(schedule.isOn ? 'schedules.turnOff' : 'schedules.turnOn')}
                    </MenuAction>
                  </Menu>
                </span>
              ),
          },
        ]}
      />
    </Block>
  )
}

const Next = ({ schedule: { nextRun } }: { readonly schedule: ScheduleView }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  return nextRun ? (
    <>
      {t('schedules.next')}
      {t('ui.colon')}
      <time dateTime={nextRun}>{formatInstant(nextRun, language)}</time>
    </>
  ) : (
    t('schedules.nextNone')
  )
}

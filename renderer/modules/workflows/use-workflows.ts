import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { type Api, unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { keys } from '../../kernel/state/queries.ts'

type Value<M extends keyof Api['workflows']> = Extract<Awaited<ReturnType<Api['workflows'][M]>>, { ok: true }>['value']

export type Listed = Value<'list'>['workflows'][number]
export type WorkflowView = Listed['workflow']
export type ActView = Value<'log'>['acts'][number]
export type Coming = Value<'upcoming'>['upcoming'][number]
export type DryRun = Value<'dryRun'>

/** What runs by itself writes no record that says so: it is asked now and then. */
const OFTEN_MS = 2_000
const WORKFLOW = 'workflow'

export const useWorkflows = () => {
  const api = useApi()
  return useQuery({ queryKey: keys.rows(WORKFLOW, { list: true }), queryFn: ({ signal }) => unwrap(api.workflows.list({}, { signal })), staleTime: 0, refetchInterval: OFTEN_MS })
}

export const useLog = (asked: { readonly workflow?: string; readonly record?: string; readonly limit: number }) => {
  const api = useApi()
  return useQuery({ queryKey: keys.rows(WORKFLOW, { log: asked }), queryFn: ({ signal }) => unwrap(api.workflows.log(asked, { signal })), staleTime: 0, refetchInterval: OFTEN_MS, placeholderData: old => old })
}

export const useComing = (days: number, record?: string) => {
  const api = useApi()
  return useQuery({ queryKey: keys.rows(WORKFLOW, { coming: days, record }), queryFn: async ({ signal }) => (await unwrap(api.workflows.upcoming({ days, ...(record !== undefined && { record }) }, { signal }))).upcoming, staleTime: 0, refetchInterval: OFTEN_MS * 5 })
}

export interface WorkflowActs {
  /** Runs it, reads again what it changed, and tells what went wrong; answers nothing where it failed. */
  readonly does: <T>(run: (api: Api) => Promise<T>) => Promise<T | undefined>
  readonly turn: (keys: readonly string[], isOn: boolean, isLate?: boolean) => Promise<void>
}

export const useWorkflowActs = (): WorkflowActs => {
  const api = useApi()
  const { t } = useTranslation()
  const queries = useQueryClient()
  const operations = useOperations()
  const does: WorkflowActs['does'] = async run => {
    try {
      return await run(api)
    } catch (error) {
      operations.failed(error)
      return undefined
    } finally {
      await queries.invalidateQueries({ queryKey: keys.type(WORKFLOW) })
    }
  }
  return {
    does,
    turn: async (workflows, isOn, isLate = false) => {
      const done = await does(() => unwrap(api.workflows.turn({ workflows: [...workflows], isOn, isLate })))
      if (done) operations.report(done.op, t(isOn ? 'workflows.turnedOn' : 'workflows.turnedOff', { count: workflows.length }))
    },
  }
}

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { visibleEntity } from '../blocks/relations.ts'
import { useApi } from '../rpc/api-context.tsx'
import { type Api, FailureError, unwrap } from '../rpc/connection.ts'
import { uploadFile } from '../rpc/files.ts'
import { keyAfter, type Mapping } from './targets.ts'

export type Inspection = Extract<Awaited<ReturnType<Api['imports']['inspect']>>, { ok: true }>['value']
type Asked = Parameters<Api['imports']['inspect']>[0]
export type Dialect = NonNullable<Asked['dialect']>

/** A file and how it shall be imported. */
export interface Plan {
  readonly file: string
  readonly seen: Inspection
  /** What the person says of how it is written. */
  readonly dialect: Dialect
  readonly type: string
  readonly mapping: Mapping
  readonly key: readonly string[]
}

export interface ImportPlan {
  readonly plan: Plan | undefined
  readonly isBusy: boolean
  /** How much of the file is sent, from 0 to 1, while it is on its way. */
  readonly sent: number | undefined
  readonly error: unknown
  /** The first lines as they will be; those of the mapping before while they are read. */
  readonly preview: Inspection['preview']
  readonly previewError: unknown
  readonly take: (file: File, type?: string) => Promise<void>
  readonly drop: () => void
  /** Reads the file anew, as another type or otherwise written. */
  readonly readAs: (change: { readonly type?: string; readonly dialect?: Dialect }) => Promise<void>
  readonly map: (mapping: Mapping) => void
  readonly matchBy: (key: readonly string[]) => void
  /** Starts the import, or a trial that writes nothing; answers the job. */
  readonly start: (isTrial: boolean) => Promise<string | undefined>
}

/** From a file to a plan that can be started; what goes wrong on the way is told, and the plan stays. */
export const useImportPlan = (): ImportPlan => {
  const api = useApi()
  const [plan, setPlan] = useState<Plan>()
  const [isBusy, setBusy] = useState(false)
  const [sent, setSent] = useState<number>()
  const [error, setError] = useState<unknown>()
  const attempt = useCallback(async <T>(act: () => Promise<T>): Promise<T | undefined> => {
    setBusy(true)
    setError(undefined)
    try {
      return await act()
    } catch (reason) {
      if (!(reason instanceof FailureError)) throw reason
      setError(reason)
      return undefined
    } finally {
      setBusy(false)
      setSent(undefined)
    }
  }, [])
  const inspect = async (file: string, type: string | undefined, dialect: Dialect): Promise<void> => {
    const seen = await unwrap(api.imports.inspect({ file, ...(type ? { type } : {}), dialect }))
    setPlan({ file, seen, dialect, ...seen.suggestion })
  }
  const asked = plan && { file: plan.file, type: plan.type, dialect: plan.dialect, mapping: plan.mapping }
  const isSuggested = plan !== undefined && plan.mapping === plan.seen.suggestion.mapping
  const preview = useQuery({
    queryKey: ['import', asked],
    queryFn: async ({ signal }) => (await unwrap(api.imports.inspect({ ...asked!, mapping: { ...asked!.mapping } }, { signal }))).preview,
    enabled: asked !== undefined && plan?.seen.format === 'csv' && !isSuggested,
    placeholderData: keepPreviousData,
  })
  return {
    plan,
    isBusy,
    sent,
    error,
    preview: (isSuggested ? undefined : preview.data) ?? plan?.seen.preview ?? [],
    previewError: isSuggested ? undefined : preview.error,
    take: (file, type) => attempt(async () => inspect(await uploadFile(file, { onProgress: bytes => setSent(bytes / Math.max(1, file.size)) }), type, {})),
    drop: () => {
      setPlan(undefined)
      setError(undefined)
    },
    readAs: async change => {
      if (!plan) return
      const next = { ...plan, ...change }
      await attempt(() => inspect(next.file, next.type, next.dialect))
    },
    map: mapping =>
      setPlan(old => {
        const entity = visibleEntity(old?.type)
        return old && entity && { ...old, mapping, key: keyAfter(entity, mapping, old.key) }
      }),
    matchBy: key => setPlan(old => old && { ...old, key }),
    start: isTrial =>
      attempt(async () => {
        const { file, seen, dialect, type, mapping, key } = plan!
        const how = seen.format === 'csv' ? { type, dialect, mapping: { ...mapping }, ...(key.length ? { key: [...key] } : {}) } : { type }
        return (await unwrap(api.imports.start({ file, ...how, dryRun: isTrial }))).job
      }),
  }
}

import type { HandlersOf } from '../../../shared/kernel/rpc/contract.ts'
import { ok } from '../../../shared/kernel/rpc/result.ts'
import type { RescueState, rescueRpc } from '../../../shared/modules/rescue/rescue.rpc.ts'
import type { Rescue } from '../../kernel/rescue/rescue.ts'

/** `reopen` runs once a backup is ready to take the place of the data. */
export const rescueHandlers = (rescue: Rescue, data: string, reopen: () => void): HandlersOf<typeof rescueRpc, 'query' | 'command' | 'stream'> => ({
  state: () => ok(stateOf(rescue, data)),
  watch: (_input, { signal }, emit) =>
    new Promise(resolve => {
      const stop = rescue.onChange(() => emit(stateOf(rescue, data)))
      const end = (): void => {
        stop()
        resolve(ok({}))
      }
      if (signal.aborted) end()
      else signal.addEventListener('abort', end, { once: true })
    }),
  backups: async () => ok(await rescue.backups()),
  restore: async ({ id }) => {
    await rescue.stage(id)
    reopen()
    return ok({})
  },
  export: async ({ language }, { signal }, emit) => {
    const { files, ...counts } = await rescue.export(language, emit, signal)
    return ok({ ...counts, files: [...files] })
  },
})

const stateOf = (rescue: Rescue, data: string): RescueState => {
  const damage = rescue.damage()
  return { isRescue: rescue.isRescue, data, ...(damage && { damage }) }
}

import type { HandlersOf } from '../../../shared/kernel/rpc/contract.ts'
import { ok } from '../../../shared/kernel/rpc/result.ts'
import type { RescueState, rescueRpc } from '../../../shared/modules/rescue/rescue.rpc.ts'
import type { Rescue } from '../../kernel/rescue/rescue.ts'
import type { Replacement } from '../../kernel/store/replacement.ts'

export const rescueHandlers = (rescue: Rescue, data: string, replacement: Replacement): HandlersOf<typeof rescueRpc, 'query' | 'command' | 'stream'> => ({
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
    await replacement.run(() => rescue.stage(id))
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

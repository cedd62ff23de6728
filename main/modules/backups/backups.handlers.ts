import { isAbsolute } from 'node:path'
import type { HandlersOf } from '../../../shared/kernel/rpc/contract.ts'
import { fail, ok } from '../../../shared/kernel/rpc/result.ts'
import type { backupsRpc } from '../../../shared/modules/backups/backups.rpc.ts'
import type { Backups } from '../../kernel/backup/backups.ts'
import type { Replacement } from '../../kernel/store/replacement.ts'

export const backupsHandlers = (backups: Backups, recoveryKey: () => string, replacement: Replacement): HandlersOf<typeof backupsRpc, 'query' | 'command'> => ({
  state: async () => {
    const { backups: all, ...state } = await backups.state()
    return ok({ ...state, backups: all.map(({ id, at, reason, counts, size, isOwn }) => ({ id, at, reason, counts, size, isOwn })) })
  },
  configure: async ({ place, keep }) => {
    if (place !== undefined && !isAbsolute(place)) return fail('BACKUP_PLACE', { place })
    await backups.configure({ ...(place !== undefined && { place }), ...(keep && { keep }) })
    return ok({})
  },
  make: async () => ok({ id: (await backups.make('asked')).id }),
  compare: async ({ id, secret }) => ok({ differences: await backups.compare(id, secret) }),
  restore: async ({ id, secret }) => {
    await replacement.run(() => backups.stage(id, secret))
    return ok({})
  },
  recoveryKey: () => ok({ key: recoveryKey() }),
})

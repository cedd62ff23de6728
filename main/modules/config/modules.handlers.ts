import type { Off } from '../../../shared/kernel/entity/off.ts'
import type { HandlersOf } from '../../../shared/kernel/rpc/contract.ts'
import { fail, ok } from '../../../shared/kernel/rpc/result.ts'
import { MODULES, offBy } from '../../../shared/modules/config/modules.ts'
import type { modulesRpc } from '../../../shared/modules/config/modules.rpc.ts'
import type { Db } from '../../kernel/store/driver.ts'
import type { Operation } from '../../kernel/store/journal.ts'
import type { Store } from '../../kernel/store/store.ts'

/** What is switched off at this moment. */
export const readOff = (db: Db): Off => offBy((db.rows('select f_module from moduleSwitch where st = 0 and f_isOff = 1').all() as string[][]).map(([name]) => name!))

export const modulesCommands = (store: Store): HandlersOf<typeof modulesRpc, 'command'> => ({
  turn: async ({ module, isOn }, { actor }) => {
    if (!MODULES.some(({ name, isCore }) => name === module && !isCore)) return fail('BAD_INPUT', { field: 'module' })
    const operation: Operation = { id: store.newId(), name: isOn ? 'turnOn' : 'turnOff', params: { module }, actor }
    await store.commit(operation, () => {
      const isOff = !isOn
      const ids = (store.db.rows('select id from moduleSwitch where st = 0 and f_module = ?').all(module) as string[][]).map(([id]) => id!)
      if (ids.length === 0) return { drafts: isOn ? [] : [store.draft(operation, 'moduleSwitch', { module, isOff })] }
      // Two windows or machines may have written one each.
      const records = ids.map(id => store.read(id)!).filter(({ data }) => (data['isOff'] === true) === isOn)
      return { drafts: records.map(record => store.change(operation, record, { data: { ...record.data, isOff } })) }
    })
    return ok({ op: operation.id })
  },
})

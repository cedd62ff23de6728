import { currencyOf } from '../../../shared/kernel/money/currency.ts'
import { currenciesOf } from '../../../shared/kernel/money/rates.ts'
import type { HandlersOf } from '../../../shared/kernel/rpc/contract.ts'
import { ExpectedError, fail, ok } from '../../../shared/kernel/rpc/result.ts'
import type { currenciesRpc } from '../../../shared/modules/config/currencies.rpc.ts'
import type { Operation } from '../../kernel/store/journal.ts'
import type { Draft, Store } from '../../kernel/store/store.ts'

export const currenciesCommands = (store: Store): HandlersOf<typeof currenciesRpc, 'command'> => ({
  choose: async ({ code, as }, { actor }) => {
    if (currencyOf(code) !== code) return fail('BAD_INPUT', { field: 'code' })
    const operation: Operation = { id: store.newId(), name: 'chooseCurrency', params: { code }, actor }
    await store.commit(operation, () => {
      const records = (store.db.rows('select id from currency where st = 0 order by n').all() as string[][]).map(([id]) => store.read(id!)!)
      const { base } = currenciesOf(records.map(({ data }) => data))
      if (as === 'inactive' && code === base) throw new ExpectedError('BAD_INPUT', { field: 'as' })
      const wanted = { code, isActive: as !== 'inactive', isDefault: as === 'default' || code === base }
      const mine = records.filter(({ data }) => data['code'] === code)
      const others = as === 'default' ? records.filter(({ data }) => data['code'] !== code && data['isDefault'] === true) : []
      const drafts: Draft[] = mine.length > 0 ? mine.map(record => store.change(operation, record, { data: wanted })) : [store.draft(operation, 'currency', wanted)]
      for (const record of others) drafts.push(store.change(operation, record, { data: { ...record.data, isDefault: false } }))
      // A base that nobody had chosen stays offered when another takes its place.
      if (as === 'default' && base !== code && !records.some(({ data }) => data['code'] === base)) drafts.push(store.draft(operation, 'currency', { code: base, isActive: true, isDefault: false }))
      return { drafts }
    })
    return ok({ op: operation.id })
  },
})

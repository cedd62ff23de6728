import type { HandlersOf } from '../../../shared/kernel/rpc/contract.ts'
import { fail, ok } from '../../../shared/kernel/rpc/result.ts'
import { dayIn } from '../../../shared/kernel/text/parse-date.ts'
import type { opportunitiesRpc } from '../../../shared/modules/opportunities/opportunities.rpc.ts'
import type { Operation } from '../../kernel/store/journal.ts'
import type { Reader } from '../../kernel/store/reader.ts'
import type { Store } from '../../kernel/store/store.ts'
import { convertLead, type Converted } from './convert.ts'
import { OPPORTUNITY, passagesIn } from './phase-changes.ts'
import { standingsOf } from './standings.ts'

export const opportunitiesQueries = (reader: Reader, now: () => number): HandlersOf<typeof opportunitiesRpc, 'query'> => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return {
    phases: ({ id }) => (reader.envelope(id)?.type === OPPORTUNITY ? ok({ passages: passagesIn(reader.db, id) }) : fail('NOT_FOUND', { id })),
    standings: ({ ids }) => ok({ standings: standingsOf(reader, ids, new Date(now()).toISOString(), dayIn(zone, now())) }),
    moves: ({ from, until, filter, archived }) => {
      const { text, params } = reader.condition({ type: OPPORTUNITY, filter, archived })
      const sql = `select phase, next, count(*), avg(julianday(until) - julianday(since)) from phase_passage
        where until >= ? and until < ? and id in (select c.id from ${OPPORTUNITY} c where ${text}) group by phase, next order by phase, next`
      const rows = reader.db.rows(sql).all(from, until, ...params) as [string | null, string | null, number, number][]
      return ok({ moves: rows.map(([phase, next, count, averageDays]) => ({ phase, next, count, averageDays })) })
    },
  }
}

export const opportunitiesCommands = (store: Store): HandlersOf<typeof opportunitiesRpc, 'command'> => ({
  convert: async (conversion, { actor }) => {
    const params: Record<string, unknown> = { type: 'lead', id: conversion.id }
    const operation: Operation = { id: store.newId(), name: 'convertLead', params, actor }
    let made: Converted = {}
    await store.commit(operation, () => {
      const found = convertLead(store, operation, conversion)
      made = found.made
      params['title'] = store.entity('lead')!.title(store.read(conversion.id)!.data)
      return { drafts: found.drafts }
    })
    return ok({ op: operation.id, ...made })
  },
})

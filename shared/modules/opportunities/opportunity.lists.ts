import { defineValueList } from '../../kernel/entity/value-list.ts'

export const phase = defineValueList({
  name: 'phase',
  labels: 'opportunities.phase',
  open: true,
  ofSales: true,
  values: [
    { key: 'prospecting', colour: 'info', chance: 10 },
    { key: 'qualification', colour: 'plum', chance: 25 },
    { key: 'proposal', colour: 'accent', chance: 50 },
    { key: 'negotiation', colour: 'warn', chance: 75 },
    { key: 'won', colour: 'ok', chance: 100, isWon: true },
    { key: 'lost', colour: 'neutral', chance: 0, isLost: true },
  ],
})

/** How a deal stands, whatever users call the phases. */
export const outcome = defineValueList({
  name: 'outcome',
  labels: 'opportunities.outcome',
  open: false,
  values: [
    { key: 'open', colour: 'info' },
    { key: 'won', colour: 'ok' },
    { key: 'lost', colour: 'neutral' },
  ],
})

/** Where a deal or a lead came from. */
export const origin = defineValueList({
  name: 'origin',
  labels: 'opportunities.origin',
  open: true,
  values: [{ key: 'customer' }, { key: 'recommendation' }, { key: 'website' }, { key: 'visit' }, { key: 'call' }, { key: 'mailing' }, { key: 'fair' }, { key: 'partner' }],
})

export const lostReason = defineValueList({
  name: 'lostReason',
  labels: 'opportunities.lostReason',
  open: true,
  values: [{ key: 'price' }, { key: 'competitor' }, { key: 'delay' }, { key: 'need' }, { key: 'budget' }, { key: 'silence' }],
})

export const leadStatus = defineValueList({
  name: 'leadStatus',
  labels: 'leads.status',
  open: true,
  values: [
    { key: 'new', colour: 'info' },
    { key: 'contacted', colour: 'plum' },
    { key: 'qualified', colour: 'accent' },
    { key: 'converted', colour: 'ok' },
    { key: 'dropped', colour: 'neutral' },
  ],
})

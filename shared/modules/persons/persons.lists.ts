import { defineValueList } from '../../kernel/entity/value-list.ts'

export const civility = defineValueList({
  name: 'civility',
  labels: 'persons.civility',
  open: true,
  values: [{ key: 'mrs' }, { key: 'mr' }, { key: 'miss' }, { key: 'dr' }, { key: 'prof' }, { key: 'me' }],
})

export const commercialStatus = defineValueList({
  name: 'commercialStatus',
  labels: 'persons.commercialStatus',
  open: true,
  values: [
    { key: 'prospect', colour: 'info' },
    { key: 'client', colour: 'ok' },
    { key: 'formerClient', colour: 'neutral' },
    { key: 'supplier', colour: 'plum' },
    { key: 'provider', colour: 'plum' },
    { key: 'partner', colour: 'accent' },
    { key: 'member', colour: 'accent' },
  ],
})

export const maturity = defineValueList({
  name: 'maturity',
  labels: 'persons.maturity',
  open: true,
  values: [
    { key: 'cold', colour: 'info' },
    { key: 'warm', colour: 'warn' },
    { key: 'hot', colour: 'err' },
  ],
})

export const sector = defineValueList({
  name: 'sector',
  labels: 'persons.sector',
  open: true,
  values: [
    'agriculture', 'food', 'crafts', 'associations', 'automotive', 'banking', 'construction', 'wood', 'chemistry', 'retail',
    'communication', 'consulting', 'culture', 'education', 'electronics', 'energy', 'hospitality', 'realEstate', 'it',
    'logistics', 'mechanics', 'metallurgy', 'health', 'publicSector', 'services', 'textile', 'tourism',
  ].map(key => ({ key })),
})

export const staffSize = defineValueList({
  name: 'staffSize',
  labels: 'persons.staffSize',
  open: true,
  values: ['none', 'upTo9', 'upTo19', 'upTo49', 'upTo99', 'upTo249', 'upTo999', 'from1000'].map(key => ({ key })),
})

export const legalForm = defineValueList({
  name: 'legalForm',
  labels: 'persons.legalForm',
  open: true,
  values: ['ei', 'micro', 'eurl', 'sarl', 'sas', 'sasu', 'sa', 'snc', 'sci', 'scop', 'association', 'public', 'foreign'].map(key => ({ key })),
})

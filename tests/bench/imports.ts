const ADDRESS = { street: 'street', postcode: 'postcode', city: 'city', country: 'country' }
const addressOf = (field: string): Record<string, string> =>
  Object.fromEntries(Object.entries(ADDRESS).map(([heading, part]) => [heading, `${field}.${part}`]))

/** How the dataset's files are imported: the fields that their headings stand for, and what tells a record from another. */
export const FILES = {
  contacts: {
    type: 'contact',
    key: ['reference'],
    mapping: {
      ref: 'reference',
      civility: 'civility',
      first_name: 'firstName',
      last_name: 'lastName',
      email: 'emails',
      phone: 'phones:work',
      mobile: 'phones:mobile',
      organisation: 'organisation',
      job_title: 'jobTitle',
      ...addressOf('address'),
      sector: 'sector',
      status: 'status',
      birthday: 'birthday',
      created: 'since',
      notes: 'notes',
    },
  },
  organisations: {
    type: 'organisation',
    key: ['name'],
    mapping: { name: 'name', phone: 'phones', email: 'emails', ...addressOf('billingAddress'), sector: 'sector' },
  },
  opportunities: {
    type: 'opportunity',
    key: ['reference'],
    mapping: {
      ref: 'reference',
      name: 'name',
      organisation: 'organisation',
      phase: 'phase',
      amount: 'amount',
      expected_closing: 'expectedClosing',
      closing: 'closedOn',
      created: 'openedOn',
    },
  },
} as const
export type File = keyof typeof FILES

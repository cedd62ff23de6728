import type { TFunction } from 'i18next'
import type { OwnKind } from '../../../shared/kernel/entity/effective.ts'
import { isSame } from '../../kernel/form/values.ts'

/** A field as it is thought out before it is made. */
export interface FieldDraft {
  readonly label: string
  readonly kind: OwnKind
  readonly to?: string
  readonly isMany?: boolean
  readonly search?: 1 | 2 | 3 | undefined
  readonly isListed?: boolean
  readonly isIndexed?: boolean
  /** Values, one to a line. */
  readonly choices?: string
  readonly wanted?: 'creation' | 'always' | undefined
}

export interface Template {
  readonly name: string
  readonly icon: string
  readonly group: string
  readonly fields: readonly (Omit<FieldDraft, 'label' | 'choices'> & { readonly name: string; readonly hasChoices?: boolean })[]
}

/** Types that come ready to be made; their words are `customs.templates.<name>` in the locales. */
export const TEMPLATES: readonly Template[] = [
  {
    name: 'places',
    icon: 'clapperboard',
    group: 'directory',
    fields: [
      { name: 'sort', kind: 'choice', hasChoices: true, isListed: true, isIndexed: true },
      { name: 'address', kind: 'address', isListed: true },
      { name: 'keywords', kind: 'longText', search: 1 },
      { name: 'rent', kind: 'money', isListed: true },
      { name: 'owner', kind: 'relation', to: 'contact', isListed: true },
      { name: 'access', kind: 'longText', search: 1 },
      { name: 'scoutedOn', kind: 'date' },
      { name: 'photo', kind: 'image' },
    ],
  },
  {
    name: 'images',
    icon: 'image',
    group: 'directory',
    fields: [
      { name: 'reference', kind: 'text', search: 2, isListed: true, isIndexed: true },
      { name: 'keywords', kind: 'longText', search: 1 },
      { name: 'author', kind: 'relation', to: 'contact', isListed: true },
      { name: 'agency', kind: 'relation', to: 'organisation', isListed: true },
      { name: 'rights', kind: 'choice', hasChoices: true, isListed: true, isIndexed: true },
      { name: 'rightsUntil', kind: 'date', isListed: true, isIndexed: true },
      { name: 'price', kind: 'money' },
      { name: 'file', kind: 'image' },
    ],
  },
]

/** The fields of a template in the words of whoever makes it. */
export const draftsOf = (t: TFunction, { name, fields }: Template): FieldDraft[] =>
  fields.map(({ name: field, hasChoices, ...rest }) => ({
    ...rest,
    label: t(`customs.templates.${name}.fields.${field}`),
    ...(hasChoices && { choices: t(`customs.templates.${name}.choices.${field}`) }),
  }))

/** A draft begun from another start: what is still as the former one gave it, or empty, becomes what the next one gives; what a person wrote stays. */
export const startAgain = <D extends { readonly fields: readonly FieldDraft[] }>(draft: D, former: D, next: D): D => ({
  ...next,
  ...Object.fromEntries(Object.entries<unknown>(draft).filter(([name, value]) => value !== '' && value !== former[name as keyof D])),
  fields: [...next.fields, ...draft.fields.filter(own => !former.fields.some(given => isSame(own, given)))],
})

/** A draft as the core takes it. */
export const toNewField = ({ label, choices, kind, to, ...rest }: FieldDraft) => ({
  ...rest,
  label: label.trim(),
  kind,
  ...(kind === 'relation' && { to: to ?? 'contact' }),
  ...((kind === 'choice' || kind === 'multiChoice') && { choices: linesOf(choices ?? '') }),
})

export const linesOf = (text: string): string[] => [...new Set(text.split('\n').map(line => line.trim()).filter(Boolean))]

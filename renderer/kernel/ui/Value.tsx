import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Field, FileRef, ListItem, Money, ZonedDateTime } from '../../../shared/kernel/entity/fields.ts'
import type { ValueList } from '../../../shared/kernel/entity/value-list.ts'
import { fileUrl } from '../rpc/files.ts'
import { isColoured, useOfferedValues, valueWord } from '../state/value-lists.ts'
import { addressLines, formatDay, formatInstant, formatMoney, formatNumber } from '../text/format.ts'
import { useLanguage } from '../text/use-language.ts'
import { labelWord } from '../text/words.ts'
import { Chip } from './Chip.tsx'
import { Tags } from './Tags.tsx'
import css from './ui.module.css'

export interface TitledId {
  readonly id: string
  readonly title: string
  /** Of a relation to records of any type: which one this is. */
  readonly type?: string
}

const ChoiceValue = ({ list, value }: { readonly list: ValueList; readonly value: string }) => {
  const { t } = useTranslation()
  const offered = useOfferedValues()(list)
  const found = offered.find(one => one.key === value)
  const word = found ? valueWord(t, list, found) : value
  return isColoured(offered) ? <Chip colour={found?.colour ?? 'neutral'}>{word}</Chip> : <>{word}</>
}

/** The address of a website, safe to follow: only the web's own schemes. */
export const webAddress = (value: string): string => (/^https?:\/\//i.test(value) ? value : `https://${value}`)

/** An address that breaks where its parts meet, and not within a word. */
const Breakable = ({ text }: { readonly text: string }) =>
  text.split(/(?<=[@./])/).map((part, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ))

/** One value as it is read; a relation comes as `{ id, title }`, one to any type with its `type`. */
export const Value = ({ field, value }: { readonly field: Field; readonly value: unknown }): ReactNode => {
  const { t } = useTranslation()
  const language = useLanguage()
  if (value === undefined || value === null || value === '') return null
  switch (field.kind) {
    case 'text':
    case 'longText':
      return String(value)
    case 'json':
      return null
    case 'email':
      return (
        <a href={`mailto:${String(value)}`}>
          <Breakable text={String(value)} />
        </a>
      )
    case 'phone':
      return <a href={`tel:${String(value).replace(/[^\d+]/g, '')}`}>{String(value)}</a>
    case 'url':
      return (
        <a href={webAddress(String(value))} target="_blank" rel="noreferrer">
          <Breakable text={String(value).replace(/^https?:\/\//i, '')} />
        </a>
      )
    case 'integer':
    case 'decimal':
      return formatNumber(Number(value), language)
    case 'money':
      return formatMoney(value as Money, language)
    case 'boolean':
      return value ? t('ui.yes') : t('ui.no')
    case 'date':
      return formatDay(String(value), language)
    case 'dateTime':
      return formatInstant((value as ZonedDateTime).at, language)
    case 'choice':
      return <ChoiceValue list={field.values!} value={String(value)} />
    case 'multiChoice':
      return (value as string[]).map(key => <ChoiceValue key={key} list={field.values!} value={key} />)
    case 'tags':
      return <Tags ids={[value].flat() as string[]} />
    case 'relation': {
      const { id, title, type = field.to } = value as TitledId
      return type ? <Link to={`/${type}/${id}`}>{title || t('ui.untitled')}</Link> : title || t('ui.untitled')
    }
    case 'address':
      return addressLines(value).join(', ')
    case 'file':
      return <a href={fileUrl((value as FileRef).file)}>{(value as FileRef).name}</a>
    case 'image':
      return (
        <a href={fileUrl((value as FileRef).file)} target="_blank" rel="noreferrer">
          <img src={fileUrl((value as FileRef).file)} alt={(value as FileRef).name} className={css.picture} />
        </a>
      )
    case 'list':
      return (
        <ul>
          {(value as ListItem[]).map((item, index) => (
            <li key={index} className={css.item}>
              <span>
                <Value field={field.of!} value={item.value} />
              </span>
              {item.label && <span className={css.itemLabel}>{labelWord(t, item.label)}</span>}
            </li>
          ))}
        </ul>
      )
  }
}

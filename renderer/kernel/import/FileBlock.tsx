import { FileText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type AnyEntity, isImportable } from '../../../shared/kernel/entity/define.ts'
import { useOff } from '../state/off.ts'
import { useRegistry } from '../state/registry.ts'
import { fieldWord, manyWord } from '../text/words.ts'
import { Block } from '../ui/Block.tsx'
import { Select } from '../ui/Select.tsx'
import { usableKeys } from './targets.ts'
import type { Dialect, Plan } from './use-import-plan.ts'
import css from './import.module.css'

const ENCODINGS = ['utf-8', 'windows-1252', 'macintosh', 'cp850', 'utf-16le', 'utf-16be'] as const
const DELIMITERS = { ';': 'semicolon', ',': 'comma', '\t': 'tab', '|': 'bar' } as const
const NO_KEY = ''

interface Props {
  readonly plan: Plan
  readonly entity: AnyEntity
  readonly isBusy: boolean
  readonly onRead: (change: { readonly type?: string; readonly dialect?: Dialect }) => void
  readonly onKey: (key: string[]) => void
}

/** What the file was found to be, each part of which can be put right; what its lines become, and how they are recognised. */
export const FileBlock = ({ plan, entity, isBusy, onRead, onKey }: Props) => {
  const { t } = useTranslation()
  const off = useOff()
  const types = useRegistry().filter(isImportable)
  const { seen, dialect, mapping, key } = plan
  const keys = [...new Set([...usableKeys(entity, mapping), ...(key.length ? [key] : [])].map(fields => fields.join(' ')))]
  const delimiterWord = (delimiter: string): string => {
    const name = DELIMITERS[delimiter as keyof typeof DELIMITERS]
    return t(`imports.delimiter.${name ?? 'other'}`, { delimiter })
  }
  const isTable = seen.format === 'csv'
  const about = [
    t(`imports.format.${seen.format}`),
    t(`imports.encodings.${seen.encoding}`, { defaultValue: seen.encoding }),
    ...(seen.delimiter ? [delimiterWord(seen.delimiter)] : []),
    ...(isTable ? [t(seen.headed ? 'imports.headed' : 'imports.notHeaded')] : []),
  ]
  const delimiters = Object.keys(DELIMITERS)
  if (seen.delimiter && !delimiters.includes(seen.delimiter)) delimiters.push(seen.delimiter)
  const read = (change: Dialect): void => onRead({ dialect: { ...dialect, ...change } })
  return (
    <Block icon={FileText} title={seen.name} count={about.join(' · ')}>
      <div className={css.choices}>
        <Select label={t('imports.type')} value={plan.type} isDisabled={isBusy} options={types.filter(other => !off.types.has(other.type)).map(other => ({ value: other.type, word: manyWord(t, other) }))} onChoose={type => onRead({ type })} />
        {isTable && (
          <Select
            label={t('imports.key')}
            value={key.join(' ')}
            options={[
              { value: NO_KEY, word: t('imports.noKey') },
              ...keys.map(fields => ({ value: fields, word: fields.split(' ').map(field => fieldWord(t, entity, field)).join(' + ') })),
            ]}
            onChoose={value => onKey(value === NO_KEY ? [] : value.split(' '))}
          />
        )}
      </div>
      {isTable && (
        <details className={css.reading}>
          <summary>{t('imports.how')}</summary>
          <p>{t('imports.howHint')}</p>
          <div className={css.choices}>
            <Select
              label={t('imports.encodingWord')}
              value={seen.encoding}
              isDisabled={isBusy}
              options={ENCODINGS.map(value => ({ value, word: t(`imports.encodings.${value}`) }))}
              onChoose={encoding => read({ encoding: encoding as (typeof ENCODINGS)[number] })}
            />
            <Select
              label={t('imports.delimiterWord')}
              value={seen.delimiter ?? ';'}
              isDisabled={isBusy}
              options={delimiters.map(value => ({ value, word: delimiterWord(value) }))}
              onChoose={delimiter => read({ delimiter: delimiter as keyof typeof DELIMITERS })}
            />
            <Select
              label={t('imports.headedWord')}
              value={seen.headed ? 'yes' : 'no'}
              isDisabled={isBusy}
              options={['yes', 'no'].map(value => ({ value, word: t(`imports.firstLine.${value}`) }))}
              onChoose={value => read({ headed: value === 'yes' })}
            />
          </div>
        </details>
      )}
    </Block>
  )
}

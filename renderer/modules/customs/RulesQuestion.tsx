import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { comparablePlaces } from '../../../shared/kernel/duplicates/own-rules.ts'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { Button } from '../../kernel/ui/Button.tsx'
import { Select } from '../../kernel/ui/Select.tsx'
import css from './customs.module.css'

type Rules = readonly (readonly string[])[]

interface Props {
  readonly entity: AnyEntity
  readonly wordOf: (path: string) => string
  readonly rules: Rules
  readonly onChange: (rules: Rules) => void
}

const MOST_RULES = 10
const MOST_PLACES = 6

/** Which fields make two records alike: any of the rules does, each by all of its fields. */
export const RulesQuestion = ({ entity, wordOf, rules, onChange }: Props) => {
  const { t } = useTranslation()
  const places = comparablePlaces(entity)
  const setRule = (index: number, rule: readonly string[]): void => onChange(rule.length > 0 ? rules.with(index, rule) : rules.filter((_, i) => i !== index))
  return (
    <fieldset className={`${css.step} ${css.choices}`}>
      <legend>{t('customs.alikeWhen')}</legend>
      <p className={css.hint}>{t('customs.alikeHint')}</p>
      <ol className={css.rules}>
        {rules.map((rule, index) => (
          <li key={index} className={css.rule} aria-label={t('customs.ruleNumber', { number: index + 1 })}>
            {index > 0 && <span className={css.or}>{t('customs.or')}</span>}
            {rule.map(path => (
              <span key={path} className={css.place}>
                {wordOf(path)}
                <button type="button" aria-label={t('customs.dropPlace', { name: wordOf(path), number: index + 1 })} onClick={() => setRule(index, rule.filter(other => other !== path))}>
                  <X size={14} aria-hidden="true" />
                </button>
              </span>
            ))}
            {rule.length < MOST_PLACES && (
              <Select
                label={t('customs.addPlace', { number: index + 1 })}
                isLabelHidden
                value=""
                options={[{ value: '', word: t(rule.length > 0 ? 'customs.andAlso' : 'customs.choosePlace') }, ...places.filter(path => !rule.includes(path)).map(path => ({ value: path, word: wordOf(path) }))]}
                onChoose={path => path !== '' && setRule(index, [...rule, path])}
              />
            )}
          </li>
        ))}
      </ol>
      {rules.length < MOST_RULES && rules.every(rule => rule.length > 0) && (
        <div>
          <Button icon={Plus} onClick={() => onChange([...rules, []])}>
            {t(rules.length > 0 ? 'customs.otherRule' : 'customs.firstRule')}
          </Button>
        </div>
      )}
    </fieldset>
  )
}

import FormLabel from '@mui/material/FormLabel'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { isInTitle } from '../../../shared/kernel/entity/effective.ts'
import { visibleEntity } from '../../kernel/blocks/relations.ts'
import { Editor } from '../../kernel/form/Editor.tsx'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { FailureError, unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { useRegistry } from '../../kernel/state/registry.ts'
import { failureText, fieldWord, manyWord } from '../../kernel/text/words.ts'
import { Button, ButtonLink } from '../../kernel/ui/Button.tsx'
import { Notice } from '../../kernel/ui/Notice.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import { RulesQuestion } from './RulesQuestion.tsx'
import { TypeGone } from './TypeGone.tsx'
import { type TypeWords, TypeWordsQuestion } from './TypeWordsQuestion.tsx'
import css from './customs.module.css'

/** What a type of users' own is called, where it stands, by what its records are known and suspected to be one. */
export const EditTypePage = () => {
  const { type = '' } = useParams()
  useRegistry()
  const entity = visibleEntity(type)
  return entity?.own ? <EditType entity={entity} /> : <TypeGone />
}

interface Draft extends TypeWords {
  readonly oneEn: string
  readonly manyEn: string
  readonly titleFields: readonly string[]
  readonly duplicates: readonly (readonly string[])[]
}

const otherThan = (en: string, fr: string): string => (en === fr ? '' : en)

const draftOf = ({ own, fields, nameField, duplicates = [] }: AnyEntity): Draft => {
  const { one, many, icon, group, titleFields } = own!
  return { one: one.fr, many: many.fr, oneEn: otherThan(one.en, one.fr), manyEn: otherThan(many.en, many.fr), nameLabel: fields[nameField!]?.words?.fr ?? '', icon, group, titleFields, duplicates }
}

const EditType = ({ entity }: { readonly entity: AnyEntity }) => {
  const { t } = useTranslation()
  const api = useApi()
  const navigate = useNavigate()
  const operations = useOperations()
  const id = useId()
  const [draft, setDraft] = useState(() => draftOf(entity))
  const [failure, setFailure] = useState<string>()
  const change = (to: Partial<Draft>): void => setDraft(old => ({ ...old, ...to }))
  const { type, nameField } = entity
  const { one, many, oneEn, manyEn, nameLabel, icon, group, titleFields, duplicates } = draft
  const isNamed = one.trim() !== '' && many.trim() !== ''
  const wordOf = (name: string): string => fieldWord(t, entity, name)
  const nameWord = nameLabel.trim() || t('customs.ownType.fields.name')
  const titled = entity.form.flat().filter(name => isInTitle(entity, name))
  const save = async (): Promise<void> => {
    const rules = duplicates.filter(rule => rule.length > 0).map(rule => [...rule])
    const words = { one: one.trim(), many: many.trim(), oneEn: oneEn.trim() || null, manyEn: manyEn.trim() || null, nameLabel: nameLabel.trim() || null }
    try {
      const { op } = await unwrap(api.customs.setType({ type, ...words, icon, group, titleFields: [...titleFields], duplicates: rules }))
      operations.report(op, t('customs.typeSaved', { name: many.trim() }))
      await navigate(`/reglages/types/${type}`)
    } catch (error) {
      if (!(error instanceof FailureError)) throw error
      setFailure(failureText(t, error.failure))
    }
  }
  return (
    <Page title={t('customs.editType', { name: manyWord(t, entity) })} actions={<ButtonLink to={`/reglages/types/${type}`}>{t('ui.cancel')}</ButtonLink>}>
      <form
        className={css.wizard}
        onSubmit={event => {
          event.preventDefault()
          if (isNamed) void save()
        }}
      >
        {failure && <Notice tint="err">{failure}</Notice>}
        <div className={css.step}>
          <TypeWordsQuestion draft={draft} onChange={change} />
          <div className={css.pair}>
            {(['oneEn', 'manyEn'] as const).map(name => (
              <div key={name} className={css.ask}>
                <FormLabel htmlFor={`${id}-${name}`}>{t(`customs.customType.fields.${name}`)}</FormLabel>
                <Editor
                  id={`${id}-${name}`}
                  field={{ kind: 'text' }}
                  value={draft[name]}
                  onChange={value => change({ [name]: (value as string | null) ?? '' })}
                  onBlur={() => {}}
                  isInvalid={false}
                  describedBy={undefined}
                  label={t(`customs.customType.fields.${name}`)}
                />
              </div>
            ))}
          </div>
        </div>
        {titled.length > 0 && (
          <fieldset className={`${css.step} ${css.choices}`}>
            <legend>{t('customs.titleOf')}</legend>
            <p className={css.hint}>{t('customs.titleHint', { title: [nameWord, ...titleFields.map(wordOf)].join(' ') })}</p>
            {titled.map(name => (
              <label key={name} className={css.check}>
                <input type="checkbox" checked={titleFields.includes(name)} onChange={event => change({ titleFields: event.target.checked ? [...titleFields, name] : titleFields.filter(other => other !== name) })} />
                {wordOf(name)}
              </label>
            ))}
          </fieldset>
        )}
        <RulesQuestion entity={entity} wordOf={path => (path === nameField ? nameWord : placeWord(wordOf, path))} rules={duplicates} onChange={rules => change({ duplicates: rules })} />
        <div className={css.foot}>
          <Button look="filled" type="submit" disabled={!isNamed} title={isNamed ? undefined : t('customs.nameFirst')}>
            {t('ui.save')}
          </Button>
        </div>
      </form>
    </Page>
  )
}

/** `Adresse du lieu, ville` */
const placeWord = (wordOf: (path: string) => string, path: string): string => {
  const [name, part] = path.split('.')
  return part === undefined ? wordOf(path) : `${wordOf(name!)}, ${wordOf(path).toLowerCase()}`
}

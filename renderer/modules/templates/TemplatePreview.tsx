import FormLabel from '@mui/material/FormLabel'
import { useQuery } from '@tanstack/react-query'
import { Eye, TriangleAlert } from 'lucide-react'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language, ProblemView } from '../../../shared/kernel/rpc/schemas.ts'
import { splitAtMarks } from '../../../shared/kernel/template/missing-mark.ts'
import { Editor } from '../../kernel/form/Editor.tsx'
import type { FormValues } from '../../kernel/form/values.ts'
import { type Variable, variableWord } from '../../kernel/rich-text/variable.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { FailureError, unwrap } from '../../kernel/rpc/connection.ts'
import { keys } from '../../kernel/state/queries.ts'
import { Block } from '../../kernel/ui/Block.tsx'
import { Segments } from '../../kernel/ui/Segments.tsx'
import type { TitledId } from '../../kernel/ui/Value.tsx'
import { MailView } from '../../kernel/ui/MailView.tsx'
import css from './templates.module.css'

interface Props {
  readonly values: FormValues
  readonly variables: readonly Variable[]
  /** Told of what keeps the template from being read. */
  readonly onProblems: (problems: readonly ProblemView[]) => void
}

const PAUSE_MS = 250
const NONE: readonly ProblemView[] = []

/** A value once it has not changed for a moment. */
const useSettled = <T,>(value: T): T => {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}

/** The mail as it would leave for a record that is chosen, with what is missing there. */
export const TemplatePreview = ({ values, variables, onProblems }: Props) => {
  const { t } = useTranslation()
  const api = useApi()
  const [chosen, setChosen] = useState<{ readonly type: string; readonly record: TitledId | null }>()
  const [isText, setText] = useState(false)
  const forType = String(values['forType'])
  const { data: first } = useQuery({
    queryKey: keys.rows(forType, { limit: 1, first: true }),
    queryFn: async ({ signal }) => (await unwrap(api.entities.list({ type: forType, limit: 1, view: [] }, { signal }))).rows[0] ?? null,
  })
  const record = chosen?.type === forType ? chosen.record : first
  const { subject, html, text, language } = values
  const texts = useMemo(() => ({ subject: String(subject ?? ''), html: String(html ?? ''), text: String(text ?? ''), language: language as Language }), [subject, html, text, language])
  const settled = useSettled(texts)
  const { data, error } = useQuery({
    queryKey: keys.rows(forType, { preview: settled, record: record?.id }),
    queryFn: async ({ signal }) => unwrap(api.templates.preview({ ...settled, record: record!.id }, { signal })),
    enabled: Boolean(record),
    placeholderData: old => old,
    gcTime: 0,
    retry: false,
  })
  const problems = error instanceof FailureError && error.failure.code === 'INVALID_RECORD' ? (error.failure.params?.['problems'] as readonly ProblemView[]) : NONE
  useEffect(() => onProblems(problems), [onProblems, problems])
  const wordOf = (path: string): string => {
    const known = variables.find(each => each.path === path)
    return known ? variableWord(known) : t('templates.unknown', { path })
  }
  const marked = (written: string): ReactNode[] => splitAtMarks(written).map((part, at) => (at % 2 === 0 ? part : <mark key={at}>{wordOf(part)}</mark>))
  return (
    <Block icon={Eye} title={t('templates.preview')} className={css.preview}>
      <div className={css.previewHead}>
        <div className={css.field}>
          <FormLabel htmlFor="template-record">{t('templates.previewOf')}</FormLabel>
          <Editor
            key={forType}
            id="template-record"
            field={{ kind: 'relation', to: forType }}
            value={record ? { id: record.id, title: record.title } : null}
            onChange={value => setChosen({ type: forType, record: value as TitledId | null })}
            onBlur={() => {}}
            isInvalid={false}
            describedBy={undefined}
            label={t('templates.previewOf')}
          />
        </div>
        <Segments
          label={t('templates.show')}
          value={isText ? 'text' : 'html'}
          options={[
            { value: 'html', word: t('templates.showHtml') },
            { value: 'text', word: t('templates.showText') },
          ]}
          onChoose={choice => setText(choice === 'text')}
        />
      </div>
      {!record && <p className={css.none}>{t(first === null ? 'templates.previewNone' : 'templates.previewChoose')}</p>}
      {record && data && (
        <>
          <div role="status" className={css.missing} data-missing={data.missing.length > 0 || undefined}>
            {data.missing.length === 0 ? (
              t('templates.complete')
            ) : (
              <>
                <TriangleAlert size={16} aria-hidden="true" />
                <div>
                  <p>{t('templates.missing', { count: data.missing.length })}</p>
                  <ul>
                    {data.missing.map(path => (
                      <li key={path}>{wordOf(path)}</li>
                    ))}
                  </ul>
                  <p>{t('templates.missingHint')}</p>
                </div>
              </>
            )}
          </div>
          <p className={css.mailSubject}>{data.subject ? marked(data.subject) : <em>{t('templates.noSubject')}</em>}</p>
          {data.html === '' && data.text === '' && <p className={css.none}>{t('templates.noMessage')}</p>}
          {isText ? <pre className={css.mailText}>{marked(data.text)}</pre> : <MailView label={t('templates.template.fields.html')} html={data.html} wordOf={wordOf} />}
        </>
      )}
    </Block>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useParams, useSearchParams } from 'react-router'
import type { Language } from '../../../shared/kernel/rpc/schemas.ts'
import type { FullTemplate } from '../../../shared/modules/emails/templates.rpc.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { FailureError, unwrap } from '../../kernel/rpc/connection.ts'
import { keys } from '../../kernel/state/queries.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { ButtonLink } from '../../kernel/ui/Button.tsx'
import { Failed } from '../../kernel/ui/Failed.tsx'
import { Notice } from '../../kernel/ui/Notice.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import { templateName } from './template-words.ts'
import { TemplateForm } from './TemplateForm.tsx'

const NEW = 'nouveau'

/** Where a template is written: a new one, a copy, one's own or a shipped one. */
export const TemplatePage = () => {
  const { reference = NEW } = useParams()
  const { t } = useTranslation()
  const api = useApi()
  const spoken = useLanguage()
  const [params] = useSearchParams()
  const language: Language = params.get('langue') === 'en' ? 'en' : params.get('langue') === 'fr' ? 'fr' : spoken
  const asked = reference === NEW ? params.get('copie') : reference
  const { data, error, refetch, isFetchedAfterMount } = useQuery({
    queryKey: keys.rows('emailTemplate', { asked, language }),
    queryFn: async ({ signal }) => (await unwrap(api.templates.get({ reference: asked!, language }, { signal }))).template,
    enabled: asked !== null,
    refetchOnMount: 'always',
  })
  const path = `/reglages/modeles/${reference}${params.size ? `?${params}` : ''}`
  if (error instanceof FailureError && error.failure.code === 'NOT_FOUND') {
    return (
      <Page title={t('templates.template.one')}>
        <Notice tint="warn" action={<ButtonLink to="/reglages/modeles">{t('templates.template.many')}</ButtonLink>}>
          {t('templates.gone')}
        </Notice>
      </Page>
    )
  }
  if (error && !data) {
    return (
      <Page title={t('templates.template.one')}>
        <Failed error={error} onRetry={() => void refetch()} />
      </Page>
    )
  }
  // A form begins with what is there now, not with what was seen last time.
  if (asked !== null && !isFetchedAfterMount) return null
  if (reference !== NEW) return data ? <TemplateForm key={path} path={path} template={data} title={templateName(t, data)} /> : null
  return <TemplateForm key={path} path={path} template={data ? copyOf(data, t('templates.copyOf', { name: templateName(t, data) })) : blank(language)} title={t('templates.template.new')} isNew />
}

const copyOf = ({ id: _, key: __, ...template }: FullTemplate, name: string): FullTemplate => ({ ...template, name })

const blank = (language: Language): FullTemplate => ({ name: '', language, forType: 'opportunity', subject: '', html: '', text: '', attachments: [] })

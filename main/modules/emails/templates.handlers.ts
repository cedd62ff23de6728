import { missingMark } from '../../../shared/kernel/template/missing-mark.ts'
import type { HandlersOf } from '../../../shared/kernel/rpc/contract.ts'
import { fail, ok } from '../../../shared/kernel/rpc/result.ts'
import type { templatesRpc } from '../../../shared/modules/emails/templates.rpc.ts'
import { renderTemplate } from '../../kernel/mail/render-template.ts'
import { allTemplates, findTemplate, shippedTemplate } from '../../kernel/mail/shipped-templates.ts'
import type { Reader } from '../../kernel/store/reader.ts'

export const templatesQueries = (reader: Reader): HandlersOf<typeof templatesRpc, 'query'> => ({
  list: ({ forType }) => ok({ templates: allTemplates(reader).filter(template => forType === undefined || template.forType === forType) }),
  get: ({ reference, language, original = false }) => {
    const template = original ? shippedTemplate(reference, language) : findTemplate(reader, reference, language)
    return template ? ok({ template }) : fail('NOT_FOUND', { id: reference })
  },
  preview: ({ record, language, ...texts }, { actor }) => ok(renderTemplate(texts, record, { reader, language, me: actor, missing: missingMark })),
})

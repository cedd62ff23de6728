import { type AnyEntity, registered } from './kernel/entity/define.ts'
import { activity } from './modules/activities/activity.entity.ts'
import { currency, exchangeRate } from './modules/config/currency.entity.ts'
import { customField } from './modules/config/custom-field.entity.ts'
import { customType } from './modules/config/custom-type.entity.ts'
import { fieldSetting } from './modules/config/field-setting.entity.ts'
import { layout } from './modules/config/layout.entity.ts'
import { listValue } from './modules/config/list-value.entity.ts'
import { moduleSwitch } from './modules/config/module-switch.entity.ts'
import { role } from './modules/config/role.entity.ts'
import { savedFilter } from './modules/config/saved-filter.entity.ts'
import { savedView } from './modules/config/saved-view.entity.ts'
import { tag } from './modules/config/tag.entity.ts'
import { document } from './modules/documents/document.entity.ts'
import { notDuplicate } from './modules/duplicates/not-duplicate.entity.ts'
import { emailMessage } from './modules/emails/email-message.entity.ts'
import { mailAccount } from './modules/emails/mail-account.entity.ts'
import { emailTemplate } from './modules/emails/email-template.entity.ts'
import { note } from './modules/notes/note.entity.ts'
import { lead } from './modules/opportunities/lead.entity.ts'
import { opportunity } from './modules/opportunities/opportunity.entity.ts'
import { contact } from './modules/persons/contact.entity.ts'
import { organisation } from './modules/persons/organisation.entity.ts'
import { relation } from './modules/relations/relation.entity.ts'
import { relationKind } from './modules/relations/relation-kind.entity.ts'
import { notification } from './modules/workflows/notification.entity.ts'
import { workflow } from './modules/workflows/workflow.entity.ts'
import { surveyResponse } from './modules/surveys/survey-response.entity.ts'
import { surveyTrigger } from './modules/surveys/survey-trigger.entity.ts'
import { survey } from './modules/surveys/survey.entity.ts'
import { user } from './modules/users/user.entity.ts'

/** Every entity type, the most important first: menus and search follow this order. */
export const registry: readonly AnyEntity[] = [
  registered(contact),
  registered(organisation),
  registered(opportunity),
  registered(emailMessage),
  registered(lead),
  registered(activity),
  registered(note),
  registered(document),
  registered(emailTemplate),
  registered(relation),
  registered(relationKind),
  registered(mailAccount),
  registered(survey),
  registered(surveyResponse),
  registered(surveyTrigger),
  registered(tag),
  registered(savedFilter),
  registered(savedView),
  registered(listValue),
  registered(moduleSwitch),
  registered(user),
  registered(role),
  registered(currency),
  registered(exchangeRate),
  registered(notDuplicate),
  registered(customType),
  registered(customField),
  registered(fieldSetting),
  registered(layout),
  registered(workflow),
  registered(notification),
]

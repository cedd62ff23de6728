import { ClipboardCheck, ClipboardList } from 'lucide-react'
import { lazyBlock } from '../../kernel/blocks/lazy-block.tsx'
import { later, soon } from '../../kernel/ui/with-mui.tsx'
import type { WindowModule } from '../../kernel/ui/window-module.ts'

const ASKED_ABOUT = ['contact', 'organisation', 'opportunity', 'activity']

export const surveys: WindowModule = {
  name: 'surveys',
  types: { survey: { icon: ClipboardList, isPerson: false, hasCard: false }, surveyResponse: { icon: ClipboardCheck, isPerson: false, hasCard: false, group: 'activities' } },
  menu: [{ group: 'activities', to: '/questionnaires', label: 'surveys.survey.many', icon: ClipboardList }],
  blocks: [
    { name: 'answers', column: 'middle', isFor: ({ type }) => type === 'surveyResponse', Block: lazyBlock(async () => (await import('./AnswersBlock.tsx')).AnswersBlock) },
    { name: 'surveys', column: 'middle', isFor: ({ type }) => type === 'activity', Block: lazyBlock(async () => (await import('./ActivityBlock.tsx')).ActivityBlock) },
  ],
  actions: [{ name: 'ask', isFor: ({ type }) => ASKED_ABOUT.includes(type), Action: later(async () => (await import('./AskAction.tsx')).AskAction) }],
  follow: soon(async () => (await import('./FollowAsked.tsx')).FollowAsked),
  routes: [
    { path: 'questionnaires', load: async () => (await import('./SurveysPage.tsx')).SurveysPage },
    { path: 'questionnaires/remplir/:id', load: async () => (await import('./FillPage.tsx')).FillPage },
    { path: 'survey/nouveau', load: async () => (await import('./SurveyEditor.tsx')).NewSurveyPage },
    { path: 'survey/:id', load: async () => (await import('./ResultsPage.tsx')).ResultsPage },
    { path: 'survey/:id/modifier', load: async () => (await import('./SurveyEditor.tsx')).EditSurveyPage },
    { path: 'reglages/questionnaires', load: async () => (await import('./TriggersPage.tsx')).TriggersPage },
  ],
}

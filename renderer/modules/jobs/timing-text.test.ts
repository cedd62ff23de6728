import i18next from 'i18next'
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { timingText } from './timing-text.ts'

const words = (language: string): unknown => JSON.parse(readFileSync(new URL(`../../../assets/locales/${language}/schedules.json`, import.meta.url), 'utf8'))

beforeAll(() => i18next.init({ lng: 'fr', interpolation: { escapeValue: false }, resources: { fr: { translation: { schedules: words('fr') } }, en: { translation: { schedules: words('en') } } } }))

describe('when a schedule runs', () => {
  it.each([
    [{ cron: '30 3 * * *' }, 'Chaque jour à 03:30', 'Every day at 03:30'],
    [{ cron: '0 9 * * 1-5' }, 'En semaine à 09:00', 'On weekdays at 09:00'],
    [{ cron: '0 9 * * 1' }, 'Chaque lundi à 09:00', 'Every Monday at 09:00'],
    [{ cron: '15 18 * * 2,5-6' }, 'Chaque mardi, vendredi et samedi à 18:15', 'Every Tuesday, Friday and Saturday at 18:15'],
    [{ cron: '0 6 1 * *' }, 'Le 1er de chaque mois à 06:00', 'On the 1st of each month at 06:00'],
    [{ cron: '0 6 15 * *' }, 'Le 15 de chaque mois à 06:00', 'On day 15 of each month at 06:00'],
    [{ cron: '0 * * * *' }, 'Toutes les heures', 'Every hour'],
    [{ cron: '*/10 * * * *' }, 'Toutes les 10 minutes', 'Every 10 minutes'],
    [{ cron: '0 6 1 1 *' }, 'Selon le calendrier « 0 6 1 1 * »', 'By the pattern “0 6 1 1 *”'],
    [{ cron: '0 9-17 * * *' }, 'Selon le calendrier « 0 9-17 * * * »', 'By the pattern “0 9-17 * * *”'],
    [{ everyMs: 300_000 }, 'Toutes les 5 minutes', 'Every 5 minutes'],
    [{ everyMs: 60_000 }, 'Toutes les minutes', 'Every minute'],
    [{ everyMs: 86_400_000 }, 'Tous les jours', 'Every day'],
    [{ everyMs: 90_000 }, 'Toutes les 90 secondes', 'Every 90 seconds'],
    [{ due: true as const }, 'Dès qu’une échéance arrive', 'As soon as something is due'],
  ])('is said in a sentence: %j', (timing, french, english) => {
    expect(timingText(i18next.getFixedT('fr'), timing, 'fr').replaceAll('\u00a0', ' ')).toBe(french)
    expect(timingText(i18next.getFixedT('en'), timing, 'en')).toBe(english)
  })
})

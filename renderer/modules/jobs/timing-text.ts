import type { TFunction } from 'i18next'
import type { ScheduleView } from '../../../shared/kernel/rpc/schemas.ts'
import { formatNumber } from '../../kernel/text/format.ts'
import type { Language } from '../../kernel/text/i18n.ts'

const UNITS = [['days', 86_400_000], ['hours', 3_600_000], ['minutes', 60_000], ['seconds', 1_000]] as const

const everyText = (t: TFunction, ms: number, language: Language): string => {
  const [unit, size] = UNITS.find(([, each]) => ms % each === 0) ?? UNITS[3]
  const count = ms / size
  return t(`schedules.every.${unit}`, { count, number: formatNumber(count, language) })
}

const isNumber = (part: string): boolean => /^\d+$/.test(part)

const LOCALES: Readonly<Record<Language, string>> = { fr: 'fr-FR', en: 'en-GB' }

/** Days of the week by their numbers in a pattern, e.g. `1-5` or `1,4`; undefined where it says something else. */
const weekdays = (part: string): number[] | undefined => {
  const days = part.split(',').map(each => /^(\d)(?:-(\d))?$/.exec(each))
  return days.every(each => each !== null) ? days.flatMap(([, from, to = from]) => Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => Number(from) + i)) : undefined
}

const dayNames = (days: readonly number[], language: Language): string => {
  const name = new Intl.DateTimeFormat(LOCALES[language], { weekday: 'long', timeZone: 'UTC' })
  // The fourth of January 1970 was a Sunday.
  return new Intl.ListFormat(LOCALES[language]).format(days.map(day => name.format(new Date(Date.UTC(1970, 0, 4 + day)))))
}

const cronText = (t: TFunction, cron: string, language: Language): string => {
  const [minute = '', hour = '', day, month, weekday = ''] = cron.split(' ')
  const step = /^\*\/(\d+)$/.exec(minute)
  const isDaily = day === '*' && month === '*'
  if (step && hour === '*' && isDaily && weekday === '*') return everyText(t, Number(step[1]) * 60_000, language)
  if (isNumber(minute) && hour === '*' && isDaily && weekday === '*') return everyText(t, 3_600_000, language)
  if (isNumber(minute) && isNumber(hour) && month === '*') {
    const time = new Intl.DateTimeFormat(LOCALES[language], { timeStyle: 'short', timeZone: 'UTC' }).format(new Date(Date.UTC(1970, 0, 1, Number(hour), Number(minute))))
    if (day === '*' && weekday === '*') return t('schedules.daily', { time })
    if (day === '*' && weekday === '1-5') return t('schedules.onWorkdays', { time })
    const days = day === '*' ? weekdays(weekday) : undefined
    if (days) return t('schedules.onDays', { time, days: dayNames(days, language) })
    if (isNumber(day ?? '') && weekday === '*') return t(day === '1' ? 'schedules.onFirst' : 'schedules.onDayOfMonth', { time, day })
  }
  return t('schedules.byPattern', { cron })
}

/** When a schedule runs, in words. */
export const timingText = (t: TFunction, timing: ScheduleView['timing'], language: Language): string => {
  if ('cron' in timing) return cronText(t, timing.cron, language)
  return 'everyMs' in timing ? everyText(t, timing.everyMs, language) : t('schedules.whenDue')
}

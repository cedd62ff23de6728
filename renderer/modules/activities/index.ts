import { CalendarCheck } from 'lucide-react'
import type { WindowModule } from '../../kernel/ui/window-module.ts'

export const activities: WindowModule = {
  name: 'activities',
  types: { activity: { icon: CalendarCheck, isPerson: false, hasCard: false, group: 'activities', letter: 'v' } },
}

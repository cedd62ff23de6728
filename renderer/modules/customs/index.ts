import type { WindowModule } from '../../kernel/ui/window-module.ts'

export const customs: WindowModule = {
  routes: [
    { path: 'reglages/types', load: async () => (await import('./TypesPage.tsx')).TypesPage },
    { path: 'reglages/types/nouveau', load: async () => (await import('./NewTypePage.tsx')).NewTypePage },
    { path: 'reglages/types/:type', load: async () => (await import('./TypePage.tsx')).TypePage },
    { path: 'reglages/types/:type/modifier', load: async () => (await import('./EditTypePage.tsx')).EditTypePage },
    { path: 'reglages/types/:type/champ', load: async () => (await import('./NewFieldPage.tsx')).NewFieldPage },
  ],
}

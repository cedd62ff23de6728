import type { MenuItemConstructorOptions } from 'electron'
import type { DesktopWords } from './electron-words.ts'

type Role = NonNullable<MenuItemConstructorOptions['role']>

export interface MenuActions {
  openData(): void
}

/** The native menu: what systems expect of one, in Calepin's words. What Calepin itself does is in the window. */
export const menuOf = ({ menu }: DesktopWords, platform: NodeJS.Platform, { openData }: MenuActions): MenuItemConstructorOptions[] => {
  const isMac = platform === 'darwin'
  const item = (role: Role, label: string): MenuItemConstructorOptions => ({ role, label })
  const line: MenuItemConstructorOptions = { type: 'separator' }
  const data: MenuItemConstructorOptions = { label: menu.openData, click: openData }
  return [
    ...(isMac
      ? [
          {
            label: menu.application,
            submenu: [
              item('about', menu.about),
              line,
              item('services', menu.services),
              line,
              item('hide', menu.hide),
              item('hideOthers', menu.hideOthers),
              item('unhide', menu.unhide),
              line,
              item('quit', menu.quit),
            ],
          },
        ]
      : []),
    { label: menu.file, submenu: [data, line, isMac ? item('close', menu.close) : item('quit', menu.quit)] },
    {
      label: menu.edit,
      submenu: [
        item('undo', menu.undo),
        item('redo', menu.redo),
        line,
        item('cut', menu.cut),
        item('copy', menu.copy),
        item('paste', menu.paste),
        item('pasteAndMatchStyle', menu.pastePlain),
        item('selectAll', menu.selectAll),
      ],
    },
    {
      label: menu.view,
      submenu: [
        item('reload', menu.reload),
        line,
        item('resetZoom', menu.resetZoom),
        item('zoomIn', menu.zoomIn),
        item('zoomOut', menu.zoomOut),
        line,
        item('togglefullscreen', menu.fullScreen),
        item('toggleDevTools', menu.devTools),
      ],
    },
    { label: menu.window, role: 'window', submenu: [item('minimize', menu.minimise), ...(isMac ? [item('zoom', menu.zoom), line, item('front', menu.front)] : [item('close', menu.close)])] },
    ...(isMac ? [] : [{ label: menu.help, submenu: [item('about', menu.about)] }]),
  ]
}

import { ThemeProvider } from '@mui/material/styles'
import type { ReactNode } from 'react'
import { theme } from './mui-theme.ts'

declare module '@mui/material/styles' {
  interface CssThemeVariables {
    enabled: true
  }
}

/** Gives the parts of MUI below it our look; light or dark is said by the page itself, in `data-theme`. */
export const MuiTheme = ({ children }: { readonly children: ReactNode }) => (
  <ThemeProvider theme={theme} storageManager={null} colorSchemeNode={null}>
    {children}
  </ThemeProvider>
)

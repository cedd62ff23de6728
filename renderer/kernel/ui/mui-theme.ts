import { createTheme, type PaletteColorOptions, type Shadows } from '@mui/material/styles'

const hue = (name: string, on: string): PaletteColorOptions => ({
  main: `var(--${name})`,
  light: `var(--${name})`,
  dark: `var(--${name})`,
  contrastText: `var(--${on})`,
})

/** The colours themselves are in tokens.css, which changes them with `data-theme`; here they only get MUI's names. */
const palette = {
  primary: { main: 'var(--accent)', light: 'var(--accent)', dark: 'var(--accent-hover)', contrastText: 'var(--on-accent)' },
  success: hue('ok', 'ok-bg'),
  warning: hue('warn', 'warn-bg'),
  error: hue('err', 'err-bg'),
  info: hue('info', 'info-bg'),
  text: { primary: 'var(--text)', secondary: 'var(--text-2)', disabled: 'var(--text-3)' },
  background: { default: 'var(--bg)', paper: 'var(--surface)' },
  divider: 'var(--border)',
  action: { hover: 'var(--hover)', selected: 'var(--selected)', focus: 'var(--hover)', active: 'var(--text-2)' },
}

const ALERT_TINT = { success: 'ok', warning: 'warn', error: 'err', info: 'info' } as const
/** What MUI puts beside the window rather than in it takes the person's size by itself. */
const ZOOM = 'var(--zoom, 1)'
const EASE = 'cubic-bezier(.2,.7,.2,1)'

export const theme = createTheme({
  cssVariables: { colorSchemeSelector: 'data-theme', nativeColor: true, disableCssColorScheme: true },
  colorSchemes: { light: { palette }, dark: { palette } },
  spacing: 4,
  shape: { borderRadius: 6 },
  shadows: ['none', 'var(--e1)', 'var(--e2)', ...Array.from({ length: 22 }, () => 'var(--e3)')] as unknown as Shadows,
  transitions: { duration: { shortest: 90, shorter: 90, short: 160, standard: 160, complex: 240, enteringScreen: 160, leavingScreen: 90 }, easing: { easeInOut: EASE, easeOut: EASE } },
  typography: {
    fontFamily: 'var(--font)',
    fontSize: 14,
    body1: { fontSize: 14, lineHeight: '20px' },
    body2: { fontSize: 12.5, lineHeight: '18px' },
    button: { fontSize: 14, lineHeight: '20px', fontWeight: 550, textTransform: 'none', letterSpacing: 0 },
  },
  components: {
    MuiButtonBase: {
      defaultProps: { disableRipple: true },
      styleOverrides: { root: { '&.Mui-focusVisible, &:focus-visible': { outline: '2px solid var(--focus)', outlineOffset: 2 } } },
    },
    MuiButton: {
      defaultProps: { disableElevation: true, variant: 'outlined', color: 'inherit' },
      styleOverrides: {
        root: {
          height: 'var(--ctl)',
          minWidth: 0,
          padding: '0 12px',
          gap: 6,
          whiteSpace: 'nowrap',
          flex: 'none',
          variants: [
            { props: { size: 'small' }, style: { height: 'var(--ctl-s)', padding: '0 8px', fontSize: 13 } },
            { props: { variant: 'outlined' }, style: { background: 'var(--surface)', borderColor: 'var(--border)', boxShadow: 'var(--e1)', '&:hover': { background: 'var(--hover)', borderColor: 'var(--border)' } } },
            { props: { variant: 'outlined', color: 'error' }, style: { color: 'var(--err)' } },
            { props: { variant: 'contained' }, style: { background: 'var(--accent)', color: 'var(--on-accent)', '&:hover': { background: 'var(--accent-hover)' } } },
            { props: { variant: 'text' }, style: { color: 'var(--text-2)', padding: '0 8px', '&:hover': { background: 'var(--hover)' } } },
          ],
          '&.Mui-disabled': { background: 'var(--neu-bg)', color: 'var(--text-3)', borderColor: 'var(--border)', boxShadow: 'none' },
        },
        startIcon: { margin: 0, '& > *:nth-of-type(1)': { fontSize: 16 } },
        endIcon: { margin: 0 },
      },
    },
    MuiIconButton: {
      styleOverrides: {
        root: { width: 32, height: 32, borderRadius: 'var(--r2)', color: 'var(--text-2)', '&:hover': { background: 'var(--hover)' }, variants: [{ props: { size: 'small' }, style: { width: 26, height: 26, padding: 0 } }] },
      },
    },
    MuiFormLabel: {
      styleOverrides: {
        root: { fontSize: 12.5, lineHeight: '16px', fontWeight: 500, color: 'var(--text-2)', marginBottom: 4, '&.Mui-focused, &.Mui-error': { color: 'var(--text-2)' } },
        asterisk: { color: 'var(--err)' },
      },
    },
    MuiFormHelperText: { styleOverrides: { root: { margin: '4px 0 0', fontSize: 12.5, lineHeight: '18px', color: 'var(--text-2)', '&.Mui-error': { color: 'var(--err)' } } } },
    MuiOutlinedInput: {
      defaultProps: { notched: false, fullWidth: true },
      styleOverrides: {
        root: {
          minHeight: 'var(--ctl)',
          background: 'var(--surface)',
          padding: 0,
          fontSize: 14,
          lineHeight: '20px',
          '&:hover .MuiOutlinedInput-notchedOutline': { borderColor: 'var(--border-control)' },
          '&.Mui-focused .MuiOutlinedInput-notchedOutline': { borderWidth: 1, borderColor: 'var(--accent)', boxShadow: '0 0 0 2px color-mix(in srgb, var(--accent) 25%, transparent)' },
          '&.Mui-error .MuiOutlinedInput-notchedOutline': { borderColor: 'var(--err)' },
        },
        input: { height: 'auto', padding: '5px 10px', '&:focus-visible': { outline: 'none' }, '&::placeholder': { color: 'var(--text-3)', opacity: 1 } },
        notchedOutline: { borderColor: 'var(--border-control)', top: 0, '& legend': { display: 'none' } },
        multiline: { padding: 0 },
      },
    },
    MuiSelect: { styleOverrides: { select: { minHeight: '0 !important', paddingRight: '28px !important' }, icon: { color: 'var(--text-2)', width: 16, height: 16, top: 8, right: 8 } } },
    MuiAutocomplete: {
      styleOverrides: {
        inputRoot: { padding: '0 60px 0 0 !important', minHeight: 'var(--ctl)' },
        input: { padding: '5px 10px !important' },
        endAdornment: { top: 3, right: '4px !important', transform: 'none' },
        popupIndicator: { width: 26, height: 26, padding: 0 },
        clearIndicator: { width: 26, height: 26, padding: 0 },
        paper: { border: 0, boxShadow: 'var(--e2)', borderRadius: 8, marginTop: 4, zoom: ZOOM },
        listbox: { padding: 5 },
        option: { minHeight: '32px !important', padding: '4px 10px !important', borderRadius: 'var(--r1)', '&.Mui-focused': { background: 'var(--selected) !important' } },
      },
    },
    MuiPaper: { defaultProps: { elevation: 0 }, styleOverrides: { root: { backgroundImage: 'none', border: 0 } } },
    MuiPopover: { defaultProps: { transitionDuration: 90 }, styleOverrides: { paper: { '& > *': { zoom: ZOOM } } } },
    MuiDialog: { styleOverrides: { paper: { zoom: ZOOM } } },
    MuiMenu: {
      defaultProps: { transitionDuration: 90 },
      styleOverrides: { paper: { boxShadow: 'var(--e2)', borderRadius: 8, marginTop: 4 }, list: { padding: 5 } },
    },
        MuiMenuItem: {
      styleOverrides: {
        root: { minHeight: 32, padding: '4px 10px', borderRadius: 'var(--r1)', gap: 10, fontSize: 14, '&:hover': { background: 'var(--hover)' }, '&.Mui-focusVisible': { background: 'var(--selected)', color: 'var(--accent-text)', outlineOffset: -2 }, '&.Mui-selected, &.Mui-selected:hover': { background: 'var(--selected)', color: 'var(--accent-text)' } },
      },
    },
    MuiCheckbox: { styleOverrides: { root: { width: 32, height: 32, padding: 0, color: 'var(--border-control)', '&.Mui-checked': { color: 'var(--accent)' }, '& .MuiSvgIcon-root': { fontSize: 20 } } } },
    MuiToggleButtonGroup: { styleOverrides: { root: { background: 'var(--sunken)', border: '1px solid var(--border)', borderRadius: 'var(--r2)', padding: 2, gap: 2, height: 32 } } },
    MuiToggleButton: {
      styleOverrides: {
        root: {
          height: 26, padding: '0 9px', gap: 5, border: '0 !important', borderRadius: 'var(--r1) !important', margin: '0 !important', fontSize: 13, lineHeight: '18px', fontWeight: 500, color: 'var(--text-2)', textTransform: 'none',
          '&.Mui-selected, &.Mui-selected:hover': { background: 'var(--surface)', color: 'var(--text)', boxShadow: 'var(--e1)', fontWeight: 600 },
        },
      },
    },
    MuiTooltip: {
      defaultProps: { enterDelay: 400 },
      styleOverrides: { tooltip: { zoom: ZOOM, background: 'var(--text)', color: 'var(--bg)', fontSize: 12.5, lineHeight: '18px', fontWeight: 400, padding: '4px 8px' } },
    },
    MuiAlert: {
      defaultProps: { variant: 'standard' },
      styleOverrides: {
        root: {
          alignItems: 'center', padding: '4px 12px', borderRadius: 'var(--r2)', fontSize: 14, lineHeight: '20px',
          variants: Object.entries(ALERT_TINT).map(([severity, tint]) => ({
            props: { severity: severity as keyof typeof ALERT_TINT },
            style: { background: `var(--${tint}-bg)`, color: 'var(--text)', '& .MuiAlert-icon': { color: `var(--${tint})` } },
          })),
        },
        icon: { padding: '6px 0', marginRight: 8 },
        message: { padding: '6px 0' },
        action: { padding: 0, marginRight: 0, alignItems: 'center' },
      },
    },
    MuiLinearProgress: { styleOverrides: { root: { height: 6, borderRadius: 3, background: 'var(--neu-bg)' }, bar: { borderRadius: 3, background: 'var(--accent)' } } },
  },
})

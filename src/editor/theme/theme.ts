/**
 * @file Mantine dressed in our tokens: one accent a meaning, the same components in light and dark.
 * Variants: `value`, `delta`, `param` are filled with the accent; `*-soft` are tinted; `quiet` has a line and no fill.
 */
import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type VariantColorsResolver,
} from '@mantine/core'

const ACCENTS = ['value', 'delta', 'param', 'error'] as const

const variantColorResolver: VariantColorsResolver = (input) => {
  for (const accent of ACCENTS) {
    if (input.variant === accent)
      return {
        background: `var(--gw-${accent})`,
        hover: `var(--gw-${accent}-strong)`,
        color: 'var(--gw-on-accent)',
        border: '1px solid transparent',
      }
    if (input.variant === `${accent}-soft`)
      return {
        background: `var(--gw-${accent}-soft)`,
        hover: `var(--gw-${accent}-hover)`,
        // The accent itself is not dark enough for words on its own tint.
        color: `var(--gw-${accent}-strong)`,
        border: '1px solid transparent',
      }
  }
  if (input.variant === 'quiet')
    return {
      background: 'var(--gw-surface)',
      hover: 'var(--gw-sunken)',
      color: 'var(--gw-ink)',
      border: '1px solid var(--gw-line)',
    }
  if (input.variant === 'bare')
    return {
      background: 'transparent',
      hover: 'var(--gw-sunken)',
      color: 'var(--gw-ink-2)',
      border: '1px solid transparent',
    }
  return defaultVariantColorsResolver(input)
}

export const theme = createTheme({
  fontFamily: 'var(--gw-font)',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '18px' },
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '20px', xl: '24px' },
  defaultRadius: 'md',
  // The components' own greys in dark mode, cool like the tokens instead of Mantine's neutral ones.
  colors: {
    dark: [
      '#e8ebf0',
      '#b3bac6',
      '#98a1af',
      '#6a7383',
      '#333945',
      '#2a303b',
      '#222731',
      '#1c2028',
      '#181b22',
      '#14171d',
    ],
  },
  primaryColor: 'blue',
  primaryShade: { light: 8, dark: 5 },
  cursorType: 'pointer',
  respectReducedMotion: true,
  variantColorResolver,
  components: {
    Button: { defaultProps: { size: 'xs', variant: 'quiet' } },
    ActionIcon: { defaultProps: { size: 30, variant: 'quiet' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Modal: { defaultProps: { centered: true, closeButtonProps: { 'aria-label': 'Close' }, radius: 'lg' } },
  },
})

/** Mantine's own variables, pointed at our tokens; the tokens change with the colour scheme by themselves. */
export const cssVariablesResolver: CSSVariablesResolver = () => {
  const scheme = {
    '--mantine-color-body': 'var(--gw-surface)',
    '--mantine-color-text': 'var(--gw-ink)',
    '--mantine-color-bright': 'var(--gw-ink)',
    '--mantine-color-dimmed': 'var(--gw-ink-2)',
    '--mantine-color-placeholder': 'var(--gw-ink-3)',
    '--mantine-color-default': 'var(--gw-surface)',
    '--mantine-color-default-color': 'var(--gw-ink)',
    '--mantine-color-default-border': 'var(--gw-line)',
    '--mantine-color-default-hover': 'var(--gw-sunken)',
    '--mantine-color-anchor': 'var(--gw-value)',
    '--mantine-color-error': 'var(--gw-error)',
    '--mantine-primary-color-filled': 'var(--gw-value)',
    '--mantine-primary-color-filled-hover': 'var(--gw-value-strong)',
    '--mantine-primary-color-light': 'var(--gw-value-soft)',
    '--mantine-primary-color-light-color': 'var(--gw-value)',
    '--mantine-primary-color-contrast': 'var(--gw-on-accent)',
  }
  return { variables: {}, light: scheme, dark: scheme }
}

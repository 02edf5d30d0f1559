/**
 * @file Light or dark, as it is shown now, for what paints by itself. Asked once for the whole page: the library's own
 * hook asks the browser again in each component and at each render, which hundreds of small pictures cannot afford.
 */
import { useComputedColorScheme } from '@mantine/core'
import { createContext, useContext, type ReactNode } from 'react'

const Scheme = createContext<'light' | 'dark'>('light')

export function SchemeProvider({ children }: { readonly children: ReactNode }) {
  return <Scheme value={useComputedColorScheme('light')}>{children}</Scheme>
}

export function useScheme(): 'light' | 'dark' {
  return useContext(Scheme)
}

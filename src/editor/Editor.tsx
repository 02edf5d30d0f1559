/** @file The editor: everything on the page, over the services that the composition root hands in. */
import { MantineProvider } from '@mantine/core'
import { Shell } from './shell/Shell'
import { ServicesContext, type EditorServices } from './state/context'
import { colorSchemeManager, cssVariablesResolver, SchemeProvider, theme } from './theme'

export function Editor({ services }: { readonly services: EditorServices }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
    >
      <SchemeProvider>
        <ServicesContext value={services}>
          <Shell />
        </ServicesContext>
      </SchemeProvider>
    </MantineProvider>
  )
}

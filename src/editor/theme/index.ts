import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import './tokens.css'
import './global.css'

export { theme, cssVariablesResolver } from './theme'
export { colorSchemeManager, shownScheme, toggleColorScheme } from './colorScheme'

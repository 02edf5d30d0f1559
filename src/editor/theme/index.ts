import './mantineStyles'
import './tokens.css'
import './global.css'

export { theme, cssVariablesResolver } from './theme'
export { colorSchemeManager, shownScheme, toggleColorScheme } from './colorScheme'
export { SchemeProvider, useScheme } from './scheme'

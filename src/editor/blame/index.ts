export { asked, close, selectionKey, targetOf } from './asked'
export { askAboutSelection } from './selected'
export { WhyButton } from './WhyButton'

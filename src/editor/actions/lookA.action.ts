import { lookAt } from './lookAt'

export default lookAt('A')

import { IconDatabase } from '@tabler/icons-react'
import { openData } from '../state/dataDialog'
import { defineAction } from './action'

export default defineAction({
  id: 'data',
  label: 'Choose or bring data…',
  description:
    'The data sets that are shipped, and tables, texts and pictures of your own; look at them and feed the graph.',
  group: 'Train',
  icon: IconDatabase,
  run: () => openData(),
})

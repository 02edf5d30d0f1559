import { IconLayoutGrid } from '@tabler/icons-react'
import { defineAction } from './action'

export default defineAction({
  id: 'examples',
  label: 'Examples',
  description: 'Graphs that are ready to step through and to train.',
  group: 'File',
  icon: IconLayoutGrid,
  shortcut: 'Alt+e',
  run: ({ view }) => view.setState({ galleryOpen: true, drawer: null }),
})

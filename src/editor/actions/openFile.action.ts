import { IconFolderOpen } from '@tabler/icons-react'
import { chooseFile } from './files'
import { openFile } from './openDocument'
import { defineAction } from './action'

export default defineAction({
  id: 'open',
  label: 'Open',
  description: 'Open a graph from a JSON file. Dropping the file on the window does the same.',
  group: 'File',
  icon: IconFolderOpen,
  shortcut: '$mod+o',
  inTextFields: true,
  async run(services) {
    const file = await chooseFile('.json,application/json')
    if (file) await openFile(services, file)
  },
})

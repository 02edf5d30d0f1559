import { IconDownload } from '@tabler/icons-react'
import { writeDocument } from '../../formats'
import { downloadText, fileName } from './files'
import { defineAction } from './action'

export default defineAction({
  id: 'save',
  label: 'Save',
  description: 'Save the graph, with its parameters and data, as a JSON file.',
  group: 'File',
  icon: IconDownload,
  shortcut: '$mod+s',
  inTextFields: true,
  run({ documents, view }) {
    const { document } = documents.getState()
    const name = fileName(document.name, 'json')
    downloadText(name, writeDocument(document), 'application/json')
    view.announce(`Saved as ${name}.`)
  },
})

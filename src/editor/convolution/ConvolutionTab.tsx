/** @file In the bottom panel: the convolutions of the graph, and what can be seen of each. */
import { Button, Group } from '@mantine/core'
import { useDocument, useServices } from '../state/context'
import type { ConvolutionView } from '../state/overCanvas'
import { nodeName } from '../format'
import './convolution.css'
import { convsInOrder } from './convsInOrder'
import { openConvolution } from './openConvolution'

const VIEWS: readonly { readonly view: ConvolutionView; readonly label: string; readonly words: string }[] = [
  {
    view: 'slide',
    label: 'Slide the kernel',
    words: 'The kernel goes over the image, cell by cell: patch, products, sum.',
  },
  {
    view: 'similar',
    label: 'Similarity',
    words: 'Where the image is like the kernel: the cosine beside the response.',
  },
  {
    view: 'gabor',
    label: 'Gabor bank',
    words: 'Kernels as waves, with sliders; what each finds in a photo or the webcam.',
  },
]

export default function ConvolutionTab() {
  const services = useServices()
  const document = useDocument((state) => state.document)
  const found = convsInOrder(document)
  if (!found.length)
    return (
      <p className="gw-inspector-note gw-conv-tab">
        There is no convolution in this graph. Add a conv2d from the palette, or open “Rubbing” from the examples.
      </p>
    )
  const open = (id: string, view: ConvolutionView) => {
    services.view.select([id])
    openConvolution(services, view)
  }
  return (
    <div className="gw-conv-tab">
      <table>
        <tbody>
          {found.map((id) => (
            <tr key={id}>
              <th scope="row">{nodeName(document, id)}</th>
              <td>
                <Group gap={8}>
                  {VIEWS.map(({ view, label }) => (
                    <Button
                      key={view}
                      onClick={() => open(id, view)}
                      aria-label={`${label} of ${nodeName(document, id)}`}
                    >
                      {label}
                    </Button>
                  ))}
                </Group>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl>
        {VIEWS.map(({ view, label, words }) => (
          <div key={view}>
            <dt>{label}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

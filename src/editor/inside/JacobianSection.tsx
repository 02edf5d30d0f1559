/** @file In the inspector: the local derivative of the selected node, as a matrix. Computed when it is asked for. */
import { Button } from '@mantine/core'
import { IconGridDots } from '@tabler/icons-react'
import { lazy, useState } from 'react'
import { Part } from '../loading'

const JacobianView = lazy(() => import('./JacobianView').then((module) => ({ default: module.JacobianView })))

export function JacobianSection({ node }: { readonly node: string }) {
  const [wanted, setWanted] = useState(false)
  return (
    <section className="gw-parameter" aria-label="Local derivative">
      <Button
        leftSection={<IconGridDots size={15} stroke={1.8} aria-hidden />}
        aria-expanded={wanted}
        onClick={() => setWanted(!wanted)}
      >
        Local derivative as a matrix
      </Button>
      {wanted && (
        <Part what="matrix" waiting={<p className="gw-loading">Loading…</p>}>
          <JacobianView node={node} />
        </Part>
      )}
    </section>
  )
}

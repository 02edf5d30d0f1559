/** @file In the property panel of a layer that can be unrolled. */
import { ActionButton } from '../shell/ActionButton'

/** The operations with an inside to be looked into. */
export const LAYERS: ReadonlySet<string> = new Set(['affine', 'conv2d'])

export function LookInside({ op }: { readonly op: string }) {
  return (
    <section className="gw-parameter" aria-label="Look inside">
      <ActionButton id="inside" variant="default" />
      <p className="gw-inspector-note">
        {op === 'affine'
          ? 'Every neuron and every weight of this layer, with its value, δ and gradient.'
          : 'One cell of the response: the kernel on its patch, the sum, and how its δ goes back.'}
      </p>
      {op === 'conv2d' && (
        <>
          <ActionButton id="look" variant="default" />
          <p className="gw-inspector-note">
            All kernels as pictures and how they change in training, what excites each of them, and what they make of an
            image.
          </p>
        </>
      )}
    </section>
  )
}

/** @file In the property panel of a convolution: its kernel at work, and kernels that start as waves. */
import { ActionButton } from '../shell/ActionButton'

export function WatchConvolution() {
  return (
    <section className="gw-parameter" aria-label="The kernel at work">
      <ActionButton id="convolution" variant="default" />
      <p className="gw-inspector-note">
        The kernel on its image, cell by cell; what a cell sees through all layers; where the image is like the kernel.
      </p>
      <ActionButton id="gabor" variant="default" />
      <p className="gw-inspector-note">
        Kernels as waves of every direction, with sliders, and what each finds in a photograph or the webcam.
      </p>
    </section>
  )
}

/** @file In the property panel of an input that holds images. */
import { ImageSource } from './ImageSource'
import './convolution.css'

export default function LoadImage({ node }: { readonly node: string }) {
  return (
    <section className="gw-parameter" aria-label="Load an image">
      <h3>Load an image</h3>
      <ImageSource node={node} />
      <p className="gw-inspector-note">
        Cut to its middle, scaled to this shape, from 0 (black) to 1 (white). It stays in this browser.
      </p>
    </section>
  )
}

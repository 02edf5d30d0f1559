/** @file What the colours and widths of the canvas mean. */
import { useStore } from 'zustand'
import { overlays } from '../state/overlays'
import { decade } from './edgeWords'
import { useGradientScale } from './gradientScale'

export function Legend() {
  const { low, high } = useGradientScale()
  const heat = useStore(overlays, (state) => state.legend)
  return (
    <p className="gw-legend" aria-label="Legend">
      <span data-tone="value">value ▸</span>
      <span data-tone="delta">◂ gradient</span>
      <span data-tone="parameter">■ parameter</span>
      <span className="gw-legend-width">{heat ?? `width: |δ| from ${decade(low)} to ${decade(high)}`}</span>
    </p>
  )
}

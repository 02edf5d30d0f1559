/** @file What one unit looks for: the places of the data set that excite it most, and the input made to excite it. */
import type { LookedNetwork } from '../../runtime/protocol'
import { fieldWords, UnitChoice, useUnit } from './Choices'
import { Climb } from './Climb'
import { Patches } from './Patches'

export function UnitView({ network }: { readonly network: LookedNetwork }) {
  const chosen = useUnit(network)
  if (!chosen)
    return (
      <p className="gw-inspector-note gw-look-note">No layer follows from the image. Add a convolution after it.</p>
    )
  return (
    <div className="gw-look-body" data-view="unit">
      <div className="gw-look-side">
        <UnitChoice network={network} chosen={chosen} />
        <p className="gw-look-words">
          One of {chosen.layer.units} units of this layer. It {fieldWords(chosen.layer)}. The further back a layer is,
          the more of the image it sees, and the more abstract is what excites it.
        </p>
      </div>
      <Patches key={`patches ${chosen.node} ${chosen.unit}`} network={network} chosen={chosen} />
      <Climb chosen={chosen} />
    </div>
  )
}

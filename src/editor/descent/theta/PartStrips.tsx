/** @file A strip for each parameter tensor: its norm through the steps, now, and its share of the whole gradient. */
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { Sparkline } from '../../charts'
import { formatNumber } from '../../format'
import { useServices } from '../../state/context'
import { partName } from '../sceneStore'
import { thetaStore } from './thetaStore'

export function PartStrips() {
  const services = useServices()
  const followed = useStore(thetaStore, (state) => state.followed)!
  const t = useStore(thetaStore, (state) => state.t)
  const columns = useMemo(() => followed.parts.map(({ norms }) => [...norms]), [followed])
  const whole = followed.norms[t]!
  return (
    <div className="gw-theta-parts" role="group" tabIndex={0} aria-label="Parts of the gradient">
      <table>
        <thead>
          <tr>
            <th scope="col">part of ∇L</th>
            <th scope="col">numbers</th>
            <th scope="col">through t</th>
            <th scope="col">norm</th>
            <th scope="col">share of ‖∇L‖²</th>
          </tr>
        </thead>
        <tbody>
          {followed.parts.map(({ key, shape, norms }, i) => {
            const norm = norms[t]!
            const share = whole > 0 ? (norm / whole) ** 2 : 0
            return (
              <tr key={key}>
                <th scope="row" data-kind="param">
                  {partName(services, key)}
                </th>
                <td>{shape.length ? `[${shape.join(', ')}]` : '1'}</td>
                <td>
                  <Sparkline y={columns[i]!} colour="delta" at={t} width={110} height={20} />
                </td>
                <td data-kind="delta">{formatNumber(norm)}</td>
                <td>
                  <span className="gw-theta-share">
                    <span style={{ width: `${100 * share}%` }} />
                  </span>
                  {Math.round(100 * share)} %
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

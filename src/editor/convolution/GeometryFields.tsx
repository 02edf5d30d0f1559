/** @file How the window moves: in words, with stride, padding and dilation to be changed where they are read. */
import { Fragment, memo, useId } from 'react'
import { NumberField } from '../fields'
import { readsWords } from '../inside/convSizes'
import type { ConvSizes } from '../inside/convolution'
import { changeAttribute } from '../inspector/changeAttribute'
import { useServices } from '../state/context'
import { geometryLimits, type Moved } from './geometryLimits'
import { mapWords } from './mapWords'

interface GeometryFieldsProps {
  readonly node: string
  readonly sizes: ConvSizes
  /** What to do with it, after the words. */
  readonly children: React.ReactNode
}

const NAMES: readonly Moved[] = ['stride', 'padding', 'dilation']

/** Not drawn again while the kernel only moves. */
export const GeometryFields = memo(function GeometryFields({ node, sizes, children }: GeometryFieldsProps) {
  const { documents } = useServices()
  const id = useId()
  return (
    <div className="gw-inside-geometry gw-slide-geometry">
      <span>
        kernel {sizes.weight[2]} × {sizes.weight[3]}
      </span>
      {NAMES.map((name) => {
        const [down, right] = sizes[name]
        const { min, max } = geometryLimits(sizes, name)
        return (
          <Fragment key={name}>
            {' '}
            <span>
              ·{' '}
              {down === right && min <= max ? (
                <>
                  <label htmlFor={`${id}${name}`}>{name}</label>{' '}
                  <NumberField
                    id={`${id}${name}`}
                    w={44}
                    integer
                    min={min}
                    max={max}
                    value={down}
                    onCommit={(to) => changeAttribute(documents, node, name, [to!, to!])}
                  />
                </>
              ) : (
                `${name} ${down} × ${right}`
              )}
            </span>
          </Fragment>
        )
      })}
      {sizes.x[1]! > 1 && ` · ${readsWords(sizes)}`} · {mapWords(sizes)}. {children}
    </div>
  )
})

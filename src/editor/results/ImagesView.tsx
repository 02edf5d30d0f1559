/** @file Results of a network that gives images: what should come out, what does, and the difference. */
import { UnstyledButton } from '@mantine/core'
import { useMemo } from 'react'
import type { ImagesResults } from '../../runtime/protocol'
import { numel, type TensorData } from '../../tensor'
import { ImageTile, lookOf } from '../datasets'
import { formatNumber } from '../format'
import { DifferenceTile } from './DifferenceTile'
import { imagesWords, imageWords, orderWords } from './imagesWords'
import { useStepThrough } from './useStepThrough'

/** CSS pixels of an image's longer side. */
const SIZE = 64

export function ImagesView({ results }: { readonly results: ImagesResults }) {
  const step = useStepThrough(results.part)
  const { shape, targets, answers, inputs, worst } = results
  const look = useMemo(() => lookOf(targets), [targets])
  const inputLook = useMemo(() => inputs && lookOf(inputs.data), [inputs])
  const [low, high] = look.range
  const of = (data: TensorData, size: number, i: number) => data.subarray(i * size, (i + 1) * size)
  const [count, inputCount] = [numel(shape), inputs ? numel(inputs.shape) : 0]
  return (
    <>
      <p className="gw-results-words" role="status">
        {imagesWords(results)}
      </p>
      <div className="gw-results-row">
        <div className="gw-results-part gw-results-images">
          <h3>
            Worst first{' '}
            <small>{orderWords(results)} (blue: too high, orange: too low); choose one to step through it</small>
          </h3>
          <ul data-inputs={inputs ? true : undefined}>
            {worst.map((one, i) => {
              const [target, answer] = [of(targets, count, i), of(answers, count, i)]
              return (
                <li key={one.example}>
                  <UnstyledButton
                    title={imageWords(one)}
                    aria-label={imageWords(one)}
                    onClick={() => step(one.example)}
                  >
                    <span className="gw-results-tiles">
                      {inputs && inputLook && (
                        <ImageTile
                          data={of(inputs.data, inputCount, i)}
                          shape={inputs.shape}
                          {...inputLook}
                          size={SIZE}
                          label=""
                        />
                      )}
                      <ImageTile data={target} shape={shape} {...look} size={SIZE} label="" />
                      <ImageTile data={answer} shape={shape} {...look} size={SIZE} label="" />
                      <DifferenceTile {...{ target, answer, shape }} limit={(high - low) / 2} size={SIZE} />
                    </span>
                    <span className="gw-mistake-words">
                      <small>{(one.example + 1).toLocaleString('en')}</small> {formatNumber(one.error)}
                    </span>
                  </UnstyledButton>
                </li>
              )
            })}
          </ul>
        </div>
      </div>
    </>
  )
}

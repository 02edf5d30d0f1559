/** @file What the chosen neuron, weight or input is: its sums with numbers put in. */
import type { ReactNode } from 'react'
import { formatNumber, latexName } from '../format'
import { Tex, toned } from '../math'
import type { LayerSizes } from './lineNumbers'
import { placeWords } from './places'
import { SumTable } from './SumTable'
import { biasTerms, inputTerms, valueTerms, weightTerms, type Place } from './terms'
import { at, missing, type Layer } from './useLayer'

interface AffineDetailsProps {
  readonly layer: Layer
  readonly sizes: LayerSizes
  readonly name: string
  readonly place: Place
}

export function AffineDetails({ layer, sizes, name, place }: AffineDetailsProps) {
  return (
    <section className="gw-inside-details" tabIndex={0} aria-label="The chosen part">
      <h3 aria-live="polite">{capital(placeWords(place, name, sizes.inputs))}</h3>
      {place.kind === 'neuron' && <Neuron layer={layer} sizes={sizes} name={name} neuron={place.neuron} />}
      {place.kind === 'weight' && (
        <Weight layer={layer} sizes={sizes} name={name} neuron={place.neuron} input={place.input} />
      )}
      {place.kind === 'input' && <Input layer={layer} sizes={sizes} name={name} input={place.input} />}
    </section>
  )
}

type Part = Omit<AffineDetailsProps, 'place'>

function Neuron({ layer, sizes, name, neuron }: Part & { readonly neuron: number }) {
  const { x, weight, bias, y, dy } = layer
  const { units, inputs, example } = sizes
  const z = `${latexName(name)}[${neuron}]`
  if (x.state !== 'known' || weight.state !== 'known') return null
  const why = missing(y, bias)
  const delta = at(dy, example * units + neuron)
  return (
    <>
      <p>
        In example {example}, the neuron adds up its inputs, each times its weight{bias ? ', and its bias' : ''}.
      </p>
      <Rule>{`z_j = \\textstyle\\sum_i ${toned('parameter', 'w_{ji}')}\\,${toned('value', 'x_i')}${bias ? ` + ${toned('parameter', 'b_j')}` : ''}`}</Rule>
      {why ? (
        <Note>{why}</Note>
      ) : (
        <SumTable
          label={`Sum of neuron ${neuron}`}
          result={toned('value', z)}
          heads={['i', 'w', 'x']}
          tones={['parameter', 'value']}
          terms={valueTerms(x.data, weight.data, inputs, example, neuron)}
          indexWords={String}
          bias={at(bias, neuron)}
          total={at(y, example * units + neuron)}
          totalTone="value"
        />
      )}
      <p>
        Error flowing back (δ) here:{' '}
        {delta === null ? (missing(dy) ?? '—') : <b data-tone="delta">{formatNumber(delta)}</b>}
      </p>
    </>
  )
}

function Weight({ layer, sizes, name, neuron, input }: Part & { readonly neuron: number; readonly input: number }) {
  const { x, weight, bias, dy, dWeight, dBias } = layer
  const { units, inputs, example } = sizes
  const own = input === inputs
  const value = own ? at(bias, neuron) : at(weight, neuron * inputs + input)
  const gradient = own ? dBias : dWeight
  if (x.state !== 'known') return null
  const why = missing(dy, gradient)
  const letter = own ? `b[${neuron}]` : `W[${neuron},${input}]`
  const delta = at(dy, example * units + neuron)
  return (
    <>
      <dl className="gw-rows">
        <Row name="value" tone="parameter" value={value} />
        {!own && (
          <Row
            name={`δ sent back in example ${example}: δ · w`}
            tone="delta"
            value={delta === null || value === null ? null : delta * value}
          />
        )}
        <Row name="gradient" tone="delta" value={at(gradient, own ? neuron : neuron * inputs + input)} />
      </dl>
      <p>
        {own
          ? 'The bias is added as it is: its gradient is the sum of the errors of its neuron.'
          : 'Its gradient is the error of its neuron times the input that it multiplied, added up over the examples.'}
      </p>
      <Rule>
        {own
          ? `\\frac{\\partial L}{\\partial b_j} = \\textstyle\\sum_n ${toned('delta', '\\delta_j')}`
          : `\\frac{\\partial L}{\\partial w_{ji}} = \\textstyle\\sum_n ${toned('delta', '\\delta_j')}\\,${toned('value', 'x_i')}`}
      </Rule>
      {why || dy.state !== 'known' ? (
        <Note>{why}</Note>
      ) : (
        <SumTable
          label={`Gradient of ${placeWords({ kind: 'weight', neuron, input }, name, inputs)}`}
          result={`\\partial L/\\partial ${toned('parameter', letter)}`}
          heads={['example', 'δ', own ? '1' : 'x']}
          tones={['delta', own ? 'plain' : 'value']}
          terms={
            own ? biasTerms(dy.data, units, neuron) : weightTerms(dy.data, x.data, { units, inputs }, neuron, input)
          }
          indexWords={String}
          total={at(gradient, own ? neuron : neuron * inputs + input)}
          totalTone="delta"
          lit={example}
        />
      )}
    </>
  )
}

function Input({ layer, sizes, name, input }: Part & { readonly input: number }) {
  const { x, weight, dx, dy } = layer
  const { units, inputs, example } = sizes
  if (input >= inputs) return <Note>The bias is multiplied by 1 and has no input behind it.</Note>
  if (weight.state !== 'known') return null
  const why = missing(dy, dx)
  return (
    <>
      <dl className="gw-rows">
        <Row name={`value in example ${example}`} tone="value" value={at(x, example * inputs + input)} />
      </dl>
      <p>It gets back the error of every neuron, each through the weight that joined them.</p>
      <Rule>{`\\textstyle\\sum_j ${toned('delta', '\\delta_j')}\\,${toned('parameter', 'w_{ji}')}`}</Rule>
      {why || dy.state !== 'known' ? (
        <Note>{why}</Note>
      ) : (
        <SumTable
          label={`What comes back to input ${input} of ${name}`}
          result={toned('delta', `\\delta_{x[${input}]}`)}
          heads={['neuron', 'δ', 'w']}
          tones={['delta', 'parameter']}
          terms={inputTerms(dy.data, weight.data, { units, inputs }, example, input)}
          indexWords={String}
          total={at(dx, example * inputs + input)}
          totalTone="delta"
        />
      )}
    </>
  )
}

function Row({ name, tone, value }: { readonly name: string; readonly tone: string; readonly value: number | null }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd data-tone={tone}>{value === null ? 'not known yet' : formatNumber(value)}</dd>
    </div>
  )
}

const Rule = ({ children }: { readonly children: string }) => (
  <p className="gw-inside-rule">
    <Tex latex={children} />
  </p>
)

const Note = ({ children }: { readonly children: ReactNode }) => <p className="gw-inspector-note">{children}</p>

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** @file What a Gabor bank is made of, each with its slider, and the chosen kernel's picture. */
import { Group, Slider, Switch } from '@mantine/core'
import { memo, useCallback, useEffect, useMemo, useRef } from 'react'
import { gaborOfBank, gaborWeight, type GaborBank, type Shape } from '../../tensor'
import { NumberField } from '../fields'
import { formatNumber } from '../format'
import { pixels, short } from './short'
import { Tile } from './Tile'

type Setting = Exclude<keyof GaborBank, 'zeroMean'>

interface SliderSpec {
  readonly name: Setting
  readonly label: string
  /** What it does, and its unit. */
  readonly words: string
  readonly min: number
  readonly max: number
  readonly step: number
}

const slidersFor = (side: number): readonly SliderSpec[] => [
  { name: 'orientation', label: 'Orientation θ', words: 'first kernel, °', min: -90, max: 90, step: 1 },
  { name: 'wavelength', label: 'Wavelength λ', words: 'px a period', min: 2, max: 2 * side, step: 0.1 },
  { name: 'phase', label: 'Phase ψ', words: '90°: an edge', min: -180, max: 180, step: 1 },
  { name: 'sigma', label: 'Width σ', words: 'px, the bell', min: 0.5, max: side, step: 0.1 },
  { name: 'aspect', label: 'Aspect γ', words: '1: round', min: 0.1, max: 2, step: 0.05 },
  { name: 'orientations', label: 'Orientations', words: 'over 180°', min: 1, max: 16, step: 1 },
  { name: 'scales', label: 'Sizes', words: 'longer waves', min: 1, max: 6, step: 1 },
  { name: 'ratio', label: 'Size to size', words: 'each longer by', min: 1.1, max: 3, step: 0.1 },
]

interface GaborSlidersProps {
  readonly bank: GaborBank
  readonly shape: Shape
  /** The kernel whose picture is large. */
  readonly chosen: number
  readonly onChange: (bank: GaborBank) => void
}

export function GaborSliders({ bank, shape, chosen, onChange }: GaborSlidersProps) {
  const [, channels, height, width] = shape as readonly [number, number, number, number]
  const one = gaborOfBank(bank, chosen)
  const plane = height * width
  const { data } = gaborWeight(shape, bank)
  const sliders = useMemo(() => slidersFor(Math.max(4, Math.min(height, width))), [height, width])
  const now = useRef({ bank, onChange })
  useEffect(() => {
    now.current = { bank, onChange }
  })
  const set = useCallback((name: Setting, value: number) => {
    const { bank: before, onChange: tell } = now.current
    tell({ ...before, [name]: value })
  }, [])
  return (
    <>
      <Group gap={12} wrap="nowrap" className="gw-gabor-one">
        <Tile data={data} first={chosen * channels * plane} rows={height} columns={width} tone="parameter" size={96} />
        <p>
          Kernel {chosen}: a wave at {short(one.orientation)}°, {pixels(one.wavelength)} long, under a bell of{' '}
          {pixels(one.sigma)}.
        </p>
      </Group>
      {sliders.map((spec) => (
        <SliderRow key={spec.name} spec={spec} value={bank[spec.name]} onChange={set} />
      ))}
      <Switch
        size="xs"
        label="Mean taken off: even grey gives 0"
        checked={bank.zeroMean}
        onChange={(event) => onChange({ ...bank, zeroMean: event.currentTarget.checked })}
      />
    </>
  )
}

interface SliderRowProps {
  readonly spec: SliderSpec
  readonly value: number
  readonly onChange: (name: Setting, value: number) => void
}

/** Not drawn again while another slider moves. */
const SliderRow = memo(function SliderRow({ spec, value, onChange }: SliderRowProps) {
  const { name, label, words, min, max, step } = spec
  return (
    <div className="gw-gabor-slider">
      <label htmlFor={`gabor-${name}`}>
        {label}
        <small>{words}</small>
      </label>
      <NumberField
        id={`gabor-${name}`}
        integer={step === 1 && min > 0}
        min={name === 'wavelength' || name === 'sigma' ? 0.1 : min}
        max={max}
        value={value}
        onCommit={(to) => onChange(name, to!)}
      />
      <Slider
        size="sm"
        color="var(--gw-param)"
        thumbLabel={label}
        min={min}
        max={max}
        step={step}
        value={Math.max(min, Math.min(max, value))}
        label={(x) => formatNumber(x)}
        onChange={(to) => onChange(name, Number(to.toPrecision(12)))}
      />
    </div>
  )
})

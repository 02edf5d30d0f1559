/** @file The optimizers that walk side by side: those of training, each with a colour and a form of its own. */
import { DEFAULT_TRAINING, type TrainingSettings } from '../../../graph'

export interface Walker {
  readonly id: string
  readonly title: string
  readonly optimizer: TrainingSettings['optimizer']
  readonly shown: boolean
}

/**
 * η comes from the document for the optimizer that it trains with, and only for that: the adaptive ones step by about η
 * whatever the slope is, so their η is no η for gradient descent.
 */
export function walkersFor(trained: TrainingSettings['optimizer']): readonly Walker[] {
  const rate = (kind: string, usual: number) => (trained.kind === kind && trained.lr) || usual
  const lr = rate('sgd', DEFAULT_TRAINING.optimizer.lr)
  const walker = (id: string, title: string, optimizer: Walker['optimizer'], shown = true): Walker => ({
    id,
    title,
    optimizer,
    shown,
  })
  return [
    walker('sgd', 'SGD', { kind: 'sgd', lr }),
    walker('momentum', 'Momentum', { kind: 'sgd', lr, momentum: 0.9 }),
    walker('nesterov', 'Nesterov', { kind: 'sgd', lr, momentum: 0.9, nesterov: true }, false),
    walker('adagrad', 'AdaGrad', { kind: 'adagrad', lr: rate('adagrad', 0.3) }, false),
    walker('rmsprop', 'RMSProp', { kind: 'rmsprop', lr: rate('rmsprop', 0.05) }, false),
    walker('adam', 'Adam', { kind: 'adam', lr: rate('adam', 0.1) }),
    walker('adamw', 'AdamW', { kind: 'adamw', lr: rate('adamw', 0.1), weight_decay: 0.01 }, false),
  ]
}

export function settingsOf({ optimizer }: Walker, steps: number, tolerance: number | null): TrainingSettings {
  return { ...DEFAULT_TRAINING, optimizer, steps, tolerance }
}

/** The place of a walker in the list gives its colour (descent.css) and its form. */
export const FORMS = ['circle', 'square', 'triangle', 'diamond', 'plus', 'cross', 'down'] as const

/** A form as an SVG path around 0, 0. @param r half its size, px */
export function formPath(index: number, r: number): string {
  switch (FORMS[index % FORMS.length]) {
    case 'square':
      return `M${-r} ${-r}h${2 * r}v${2 * r}h${-2 * r}z`
    case 'triangle':
      return `M0 ${-r * 1.2}L${r * 1.1} ${r}H${-r * 1.1}z`
    case 'diamond':
      return `M0 ${-r * 1.3}L${r * 1.3} 0L0 ${r * 1.3}L${-r * 1.3} 0z`
    case 'plus':
      return `M${-r * 0.4} ${-r}h${r * 0.8}v${r * 0.6}h${r * 0.6}v${r * 0.8}h${-r * 0.6}v${r * 0.6}h${-r * 0.8}v${-r * 0.6}h${-r * 0.6}v${-r * 0.8}h${r * 0.6}z`
    case 'cross':
      return `M${-r} ${-r * 0.6}L${-r * 0.6} ${-r}L0 ${-r * 0.4}L${r * 0.6} ${-r}L${r} ${-r * 0.6}L${r * 0.4} 0L${r} ${r * 0.6}L${r * 0.6} ${r}L0 ${r * 0.4}L${-r * 0.6} ${r}L${-r} ${r * 0.6}L${-r * 0.4} 0z`
    case 'down':
      return `M0 ${r * 1.2}L${r * 1.1} ${-r}H${-r * 1.1}z`
    default:
      return `M${r} 0A${r} ${r} 0 1 1 ${-r} 0A${r} ${r} 0 1 1 ${r} 0z`
  }
}

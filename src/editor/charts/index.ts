export { Chart, type ChartProps } from './Chart'
export { Sparkline } from './Sparkline'
export type { ChartCurve } from './plotOptions'

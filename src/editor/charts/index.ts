export { Chart, type ChartProps } from './Chart'
export type { ChartCurve } from './plotOptions'

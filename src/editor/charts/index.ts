export { Chart, type ChartProps } from './Chart'
export { Sparkline, type SparklineProps } from './Sparkline'
export type { ChartCurve } from './plotOptions'

export { Chart, type ChartCurve, type ChartProps } from './Chart'

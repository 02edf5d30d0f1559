import { defineDataSet } from './dataSet'
import { loadTable, tableFields } from './tabular'

const fields = tableFields(
  ['sepal_length_cm', 'sepal_width_cm', 'petal_length_cm', 'petal_width_cm'],
  'Which kind of iris it is',
  ['setosa', 'versicolor', 'virginica'],
)

export default defineDataSet({
  id: 'iris',
  title: 'Iris',
  summary: 'Four lengths of 150 iris flowers of three kinds.',
  licence: 'CC BY 4.0, Ronald Fisher 1936, UCI Iris; the copy of scikit-learn (BSD-3)',
  kind: 'table',
  bytes: 3868,
  fields,
  load: (source) => loadTable(source, 'data/tabular/iris.csv', fields),
})

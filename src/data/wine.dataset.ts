import { defineDataSet } from './dataSet'
import { loadTable, tableFields } from './tabular'

const fields = tableFields(
  [
    'alcohol',
    'malic_acid',
    'ash',
    'alcalinity_of_ash',
    'magnesium',
    'total_phenols',
    'flavanoids',
    'nonflavanoid_phenols',
    'proanthocyanins',
    'color_intensity',
    'hue',
    'od280_od315',
    'proline',
  ],
  'Whose wine it is',
  ['class_0', 'class_1', 'class_2'],
)

export default defineDataSet({
  id: 'wine',
  title: 'Wine',
  summary: 'Thirteen measurements of 178 wines from three growers.',
  licence: 'CC BY 4.0, Stefan Aeberhard and Michele Forina 1992, UCI Wine; the copy of scikit-learn (BSD-3)',
  kind: 'table',
  bytes: 12353,
  fields,
  load: (source) => loadTable(source, 'data/tabular/wine.csv', fields),
})

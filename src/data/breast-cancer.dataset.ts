import { defineDataSet } from './dataSet'
import { loadTable, tableFields } from './tabular'

const fields = tableFields(
  [
    'mean_radius',
    'mean_texture',
    'mean_perimeter',
    'mean_area',
    'mean_smoothness',
    'mean_compactness',
    'mean_concavity',
    'mean_concave_points',
    'mean_symmetry',
    'mean_fractal_dimension',
    'se_radius',
    'se_texture',
    'se_perimeter',
    'se_area',
    'se_smoothness',
    'se_compactness',
    'se_concavity',
    'se_concave_points',
    'se_symmetry',
    'se_fractal_dimension',
    'worst_radius',
    'worst_texture',
    'worst_perimeter',
    'worst_area',
    'worst_smoothness',
    'worst_compactness',
    'worst_concavity',
    'worst_concave_points',
    'worst_symmetry',
    'worst_fractal_dimension',
  ],
  'Whether the tumour is malignant',
  ['benign', 'malignant'],
)

export default defineDataSet({
  id: 'breast-cancer',
  title: 'Breast cancer',
  summary: 'Thirty measurements of 569 tumours, malignant or benign.',
  licence:
    'CC BY 4.0, William Wolberg, Olvi Mangasarian, Nick Street and W. Street 1995, UCI Breast Cancer Wisconsin; the copy of scikit-learn (BSD-3)',
  kind: 'table',
  bytes: 123831,
  fields,
  load: (source) => loadTable(source, 'data/tabular/breast_cancer.csv', fields),
})

export { dataSets, findDataSet, forgetData, loadDataSet } from './registry'
export { fetchAssets, fileAssets } from './assets'
export { shuffledBatches } from './batches'
export { DataError, defineDataSet } from './dataSet'
export { completeSettings, fieldsOf, settingProblem } from './settings'
export { connectShelf, nameInId, type Shelf } from './shelf'
export { ENCODINGS, encodingName } from './own/encodings'
export { isOwn, ownDataSet, type OwnInfo, type PackedData } from './own/packed'
export type {
  Unscaled,
  AssetSource,
  DataKind,
  DataSet,
  FieldSpec,
  LoadedData,
  Setting,
  Settings,
  SettingValue,
  Split,
} from './dataSet'
export type { Picture } from './png'
export type * from './own'

/** The readers of tables, texts and pictures, when somebody brings one. */
export const loadReaders = () => import('./own')

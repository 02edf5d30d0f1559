/** @file Autosave: a journal in the browser's storage, and the claim that lets one tab write it. */
export { claimDocument, type Claim } from './claim'
export { openIdbStorage } from './idbStorage'
export { openJournal, type Journal, type JournalOptions } from './journal'
export { keepKernels, pastUntil } from './keepKernels'
export { openRunKeeper, type RunKeeper } from './runKeeper'
export type { JournalRecord, JournalStorage, Snapshot, Stored } from './journalStorage'

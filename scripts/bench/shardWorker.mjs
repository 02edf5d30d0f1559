/** @file A thread of the bench: one shard of each batch. */
import { parentPort } from 'node:worker_threads'
import { ops, shardServer } from '../../dist/bench/engine.js'

parentPort.on(
  'message',
  shardServer(ops, (result) => parentPort.postMessage(result)),
)
parentPort.postMessage('ready')

/** @file A thread of the bench: one shard of each batch. */
import { parentPort } from 'node:worker_threads'
import { ops, serveShard } from '../../dist/bench/engine.js'

parentPort.on('message', (setup) => serveShard(setup, ops))
parentPort.postMessage('ready')

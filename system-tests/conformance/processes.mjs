// Child processes, and ports for them.
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { openSync } from 'node:fs'
import { constants } from 'node:os'

const children = new Set()
let stopping = false

/** Runs a command to its end: its exit code and what it said. Never comes back once everything is being stopped. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    if (stopping) return
    execute(command, args, options).then((result) => stopping || resolve(result), reject)
  })
}

function execute(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = keep(spawn(command, args, { ...options, detached: true, env: { ...process.env, ...options.env } }))
    let output = ''
    child.stdout.on('data', (data) => (output += data))
    child.stderr.on('data', (data) => (output += data))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output }))
  })
}

/** Starts a command that is stopped with this process. */
export function start(command, args, log) {
  const out = openSync(log, 'a')
  return keep(spawn(command, args, { stdio: ['ignore', out, out], detached: true }))
}

/** Each child leads a process group, so that what it started ends with it. */
function keep(child) {
  children.add(child)
  child.on('close', () => children.delete(child))
  return child
}

export function stopAll() {
  for (const { pid } of children) {
    try {
      process.kill(-pid)
    } catch {
      // It has ended by itself.
    }
  }
}

/** When this process is told to end: stops all children, waits for them, and then runs one last command. */
export function onSignal(command, args, options) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, async () => {
      if (stopping) return
      stopping = true
      const ended = [...children].map((child) => new Promise((resolve) => child.on('close', resolve)))
      stopAll()
      await Promise.all(ended)
      await execute(command, args, options)
      process.exit(128 + constants.signals[signal])
    })
  }
}

export function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

/** Waits until something listens and answers. */
export async function answers(url, seconds = 120) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    try {
      return await fetch(url)
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
  throw new Error(`Nothing answers at ${url}`)
}

// Child processes, and ports for them.
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { openSync } from 'node:fs'

const children = new Set()

/** Runs a command to its end: its exit code and what it said. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, env: { ...process.env, ...options.env } })
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
  const child = spawn(command, args, { stdio: ['ignore', out, out] })
  children.add(child)
  child.on('exit', () => children.delete(child))
  return child
}

export function stopAll() {
  children.forEach((child) => child.kill())
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

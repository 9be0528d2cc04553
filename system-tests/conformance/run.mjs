// ./dev conformance: checks of the public API that others wrote, each also run against something broken, so that a tool
// that says nothing is noticed.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { answers, freePort, onSignal, run, start, stopAll } from './processes.mjs'
import { witness } from './witness.mjs'

const here = import.meta.dirname
const root = resolve(here, '../..')
const document = join(root, 'connector-api/openapi.yaml')
const build = join(here, 'build')
const bin = (name) => join(here, 'node_modules/.bin', name)
const wanted = process.argv.slice(2)
const results = []

async function check(part, name, body) {
  if (wanted.length > 0 && !wanted.includes(part)) return
  const started = Date.now()
  try {
    const said = await body()
    results.push({ ok: true })
    console.log(`ok      ${name}${said ? `: ${said}` : ''} (${Math.round((Date.now() - started) / 1000)} s)`)
  } catch (e) {
    results.push({ ok: false })
    console.log(`FAILED  ${name}\n${e.message.replace(/^/gm, '        ')}`)
  }
}

function must(condition, message) {
  if (!condition) throw new Error(message)
}

const any = (...parts) => wanted.length === 0 || parts.some((part) => wanted.includes(part))

// --- The document alone ------------------------------------------------------------------------------------------------

const lint = (file) => run(bin('spectral'), ['lint', file, '--ruleset', join(here, 'spectral.yaml'), '--fail-severity', 'error'])

async function spectral() {
  const { code, output } = await lint(document)
  must(code === 0, output)
  return output.trim().split('\n').at(-1)
}

async function spectralOfABrokenDocument() {
  const broken = join(build, 'broken.yaml')
  writeFileSync(broken, readFileSync(document, 'utf8').replaceAll(/maxLength: \d+/g, 'deprecated: false'))
  const { code, output } = await lint(broken)
  must(code !== 0 && output.includes('owasp:api4:2023-string-limit'), 'Spectral did not notice texts without a limit')
}

async function typedClient() {
  const types = await run(bin('openapi-typescript'), [
    document, '--default-non-nullable=false', '--output', join(build, 'schema.d.ts'),
  ])
  must(types.code === 0, types.output)
  const compiled = await run(bin('tsc'), ['--project', join(here, 'client')])
  must(compiled.code === 0, compiled.output)
}

// --- The running API ---------------------------------------------------------------------------------------------------

const state = mkdtempSync(join(tmpdir(), 'conformance-'))
const environment = { env: { CLOUD_CONNECTORS_STATE: state, RATE_LIMIT_ENABLED: 'false' } }
const dev = (...args) => run(join(root, 'dev'), args, environment)

async function up() {
  const { code, output } = await dev('up', '--detach', '--no-demo', '--ports', 'auto')
  must(code === 0, output)
  return output.match(/API\s+(http:\/\/[\d.:]+)\//)[1]
}

async function token(tenant) {
  const { output } = await dev('token', '--role', 'admin', '--tenant', tenant)
  return output.trim().split('\n').at(-1)
}

async function prism(upstream) {
  const port = await freePort()
  start(bin('prism'), ['proxy', document, upstream, '--port', port, '--host', '127.0.0.1'], join(build, 'prism.log'))
  await answers(`http://127.0.0.1:${port}/`)
  return { port, url: `http://127.0.0.1:${port}` }
}

const violationsOf = (response) =>
  JSON.parse(response.headers.get('sl-violations') ?? '[]').filter(({ location }) => location[0] === 'response')

async function prismNotices(api, mutant) {
  const wrong = await witness(api, mutant)
  const proxy = await prism(wrong.url)
  const response = await fetch(`${proxy.url}/api/v1/connectors`, { headers: { authorization: `Bearer ${await token('prism')}` } })
  wrong.close()
  must(violationsOf(response).length > 0, `Prism did not notice the mutant '${mutant}'`)
}

/** The end-to-end tests, whose clients fail with the first answer that Prism finds to be wrong: one of them asks a mutant. */
async function endToEnd() {
  const port = await freePort()
  const api = `http://127.0.0.1:${port}`
  const proxy = await prism(api)
  const wrong = await witness(api, 'type')
  const misled = await prism(wrong.url)
  const tests = process.env.CONFORMANCE_E2E ?? 'RunLifeE2E,TenantIsolationE2E'
  const { code, output } = await run(
    join(root, 'mvnw'),
    ['-B', '-ntp', ...(process.env.CONFORMANCE_MAVEN ?? '').split(' ').filter(Boolean), '-pl', 'system-tests', '-am',
      'verify', '-Dtest=NONE', `-Dit.test=ConformanceE2E,${tests}`, '-Dsurefire.failIfNoSpecifiedTests=false',
      '-Dfailsafe.failIfNoSpecifiedTests=false', `-Dconformance.proxy=${proxy.url}`, `-Dconformance.api-port=${port}`,
      `-Dconformance.mutant=${misled.url}`],
    { cwd: root },
  )
  wrong.close()
  writeFileSync(join(build, 'e2e.log'), output)
  must(code === 0, output.split('\n').filter((line) => line.includes('ERROR')).slice(0, 40).join('\n'))
  for (const test of ['ConformanceE2E', ...tests.split(',')]) {
    must(new RegExp(`Tests run: [1-9]\\d*, Failures: 0, Errors: 0, Skipped: 0.*[ .]${test}\\b`).test(output), `${test} did not run`)
  }
  return tests
}

// --- Specmatic -----------------------------------------------------------------------------------------------------------

/** What a generated request may be answered: the statuses of each operation, by method and a pattern of its path. */
async function operations(api) {
  const { paths } = await (await fetch(`${api}/api/v1/openapi?format=json`)).json()
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).filter(([, operation]) => operation.operationId).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      pattern: new RegExp(`^${path.replaceAll(/\{[^}]+}/g, '[^/]+')}(\\?.*)?$`),
      statuses: Object.keys(operation.responses).map(Number),
      streams: isStream(operation),
    })),
  )
}

/** A stream of events has no end that a generated request could wait for. */
const isStream = ({ responses }) =>
  Object.values(responses ?? {}).some((response) => response.content?.['text/event-stream'])

/**
 * What Specmatic can go through in minutes: it makes the longest text that a pattern allows, going back and forth as long as
 * that takes, and every combination of the query's parameters with every constant of each. Streams are left out. The API's
 * own tests try patterns and parameters one by one.
 */
function bounded(document) {
  const shorter = (node) => {
    if (node === null || typeof node !== 'object') return node
    if (Array.isArray(node)) return node.map(shorter)
    const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, shorter(value)]))
    if (typeof copy.pattern === 'string' && copy.maxLength > 64) delete copy.pattern
    if (copy.type === 'string' && copy.maxLength > 1024) copy.maxLength = 1024
    return copy
  }
  const copy = shorter(document)
  for (const methods of Object.values(copy.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      if (isStream(operation)) delete methods[method]
    }
  }
  for (const operation of Object.values(copy.paths).flatMap((methods) => Object.values(methods))) {
    const plain = ({ schema }) => !schema?.enum && !schema?.$ref
    const query = operation.parameters?.filter((parameter) => parameter.in === 'query') ?? []
    const kept = [...query.filter(({ required }) => required), ...query.filter(plain).slice(0, 2)]
    operation.parameters = operation.parameters?.filter((one) => one.in !== 'query' || kept.includes(one))
  }
  return copy
}

/** It takes one or two. A pattern that it cannot make a text of in any time would keep it for ever. */
const MINUTES_OF_SPECMATIC = 8

async function specmatic(api, { generative, filter }) {
  const folder = mkdtempSync(join(build, 'specmatic-'))
  const source = await (await fetch(`${api}/api/v1/openapi?format=json`)).json()
  writeFileSync(join(folder, 'openapi.json'), JSON.stringify(bounded(source)))
  writeFileSync(
    join(folder, 'specmatic.json'),
    JSON.stringify({
      version: 2,
      contracts: [{ provides: ['openapi.json'] }],
      security: { OpenAPI: { securitySchemes: { bearer: { type: 'bearer', token: await token('specmatic') } } } },
    }),
  )
  const { code, output } = await run(
    join(process.env.JAVA_HOME, 'bin/java'),
    ['-Xmx512m', '-jar', join(here, 'node_modules/specmatic/specmatic.jar'), 'test', '--testBaseURL', api, '--timeout', '30',
      ...(filter ? ['--filter', filter] : [])],
    {
      cwd: folder,
      timeout: MINUTES_OF_SPECMATIC * 60_000,
      env: {
        SPECMATIC_GENERATIVE_TESTS: String(generative),
        ONLY_POSITIVE: 'false',
        MAX_TEST_REQUEST_COMBINATIONS: '4',
      },
    },
  )
  writeFileSync(join(folder, 'output.log'), output)
  must(code !== null, `Specmatic did not end within ${MINUTES_OF_SPECMATIC} minutes; what it said is in ${folder}/output.log`)
  const count = output.match(/Tests run: (\d+), Successes: (\d+), Failures: (\d+)/)
  must(count, `Specmatic ran no test:\n${output.split('\n').slice(-20).join('\n')}`)
  return { code, output, tests: Number(count[1]), failures: Number(count[3]) }
}

/** Lists need nothing to be there: Specmatic's own verdict is the verdict. */
const LISTS = "METHOD='GET' && (PATH='/api/v1/connectors' || PATH='/api/v1/reasons')"

async function specmaticLists(api) {
  const { tests, failures, output } = await specmatic(api, { generative: false, filter: `${LISTS} && STATUS='200'` })
  must(tests > 0 && failures === 0, output.split('\n').slice(-60).join('\n'))
  return `${tests} tests`
}

async function specmaticNotices(api, mutant) {
  const wrong = await witness(api, mutant)
  const { failures } = await specmatic(wrong.url, { generative: false, filter: `${LISTS} && STATUS='200'` })
  wrong.close()
  must(failures > 0, `Specmatic did not notice the mutant '${mutant}'`)
}

/**
 * Everything that Specmatic can think of, at every operation. It does not know which ids exist, so that most of what it
 * sends is rightly refused; what counts is that no answer is a 5xx or of a status that the document does not have.
 */
async function specmaticGenerates(api) {
  const known = await operations(api)
  const seen = await generated(api, 'none', "STATUS!='500' && STATUS!='503'")
  must(undocumented(known, seen).length === 0, undocumented(known, seen).slice(0, 20).map(shown).join('\n'))
  const tried = known.filter((one) => seen.some(({ method, path }) => one.method === method && one.pattern.test(path)))
  const missed = known.filter((one) => !tried.includes(one) && !one.streams)
  must(missed.length === 0, `Never tried: ${missed.map(({ method, path }) => `${method} ${path}`).join(', ')}`)
  return `${seen.length} requests to ${tried.length} operations`
}

async function specmaticGenerationNotices(api, mutant) {
  const seen = await generated(api, mutant, `${LISTS} && STATUS='200'`)
  must(undocumented(await operations(api), seen).length > 0, `Nobody noticed the mutant '${mutant}' in ${seen.length} answers`)
}

async function generated(api, mutant, filter) {
  const between = await witness(api, mutant)
  try {
    await specmatic(between.url, { generative: true, filter })
  } finally {
    between.close()
  }
  return between.seen
}

function undocumented(known, seen) {
  return seen.filter(({ method, path, status }) => {
    const operation = known.find((one) => one.method === method && one.pattern.test(path))
    return operation && (status >= 500 || !operation.statuses.includes(status))
  })
}

const shown = ({ method, path, status }) => `${status} for ${method} ${path.length > 300 ? `${path.slice(0, 300)}...` : path}`

// -------------------------------------------------------------------------------------------------------------------------

mkdirSync(build, { recursive: true })
onSignal(join(root, 'dev'), ['down'], environment)
process.on('exit', () => {
  stopAll()
  rmSync(state, { recursive: true, force: true })
})

await check('spectral', 'Spectral finds no error in the document', spectral)
await check('spectral', 'Spectral finds the error in a broken document', spectralOfABrokenDocument)
await check('client', 'a TypeScript client made of the document compiles', typedClient)
if (any('client', 'prism', 'specmatic')) {
  try {
    const api = await up()
    await check('client', 'the TypeScript client creates, lists, reads and deletes', async () => {
      const { code, output } = await run('node', [join(build, 'client/client/scenario.js')], {
        env: { API: api, TOKEN: await token('typescript') },
      })
      must(code === 0, output)
      return output.trim()
    })
    await check('prism', 'Prism notices an undocumented status', () => prismNotices(api, 'status'))
    await check('prism', 'Prism notices a wrong type', () => prismNotices(api, 'type'))
    await check('specmatic', 'Specmatic finds the lists to be as documented', () => specmaticLists(api))
    await check('specmatic', 'Specmatic notices an undocumented status', () => specmaticNotices(api, 'status'))
    await check('specmatic', 'Specmatic notices a wrong type', () => specmaticNotices(api, 'type'))
    await check('specmatic', "Specmatic's generated requests get documented answers", () => specmaticGenerates(api))
    for (const mutant of ['status', 'broken']) {
      await check('specmatic', `an answer that is not documented (${mutant}) is noticed among them`, () =>
        specmaticGenerationNotices(api, mutant))
    }
  } catch (e) {
    await check(wanted[0] ?? 'client', 'the local stack starts', () => Promise.reject(e))
  } finally {
    await dev('down')
  }
}
await check('e2e', 'the end-to-end tests get documented answers, says Prism in between', endToEnd)

const failed = results.filter(({ ok }) => !ok).length
console.log(`${results.length - failed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)

// What an integrator writes with the generated types: create, find, read, delete.
import createClient from 'openapi-fetch'
import type { paths } from '../build/schema.js'

const api = createClient<paths>({
  baseUrl: process.env.API!,
  headers: { Authorization: `Bearer ${process.env.TOKEN}` },
})

function must<T>(what: string, answer: { data?: T; error?: unknown; response: Response }, status: number): T {
  if (answer.response.status !== status) {
    throw new Error(`${what}: ${answer.response.status} ${JSON.stringify(answer.error)}`)
  }
  return answer.data as T
}

const name = `typed-${Date.now()}`
const created = must(
  'create',
  await api.POST('/api/v1/connectors', { body: { name, provider: 'AWS', aws: { regions: ['eu-central-1'] } } }),
  201,
)
const listed = must(
  'list',
  await api.GET('/api/v1/connectors', { params: { query: { q: name, limit: 10 } } }),
  200,
)
if (listed.items.length !== 1 || listed.items[0]!.id !== created.id) {
  throw new Error(`list: ${JSON.stringify(listed)}`)
}
const path = { id: created.id }
const read = must('read', await api.GET('/api/v1/connectors/{id}', { params: { path } }), 200)
if (read.state !== 'PENDING' || !read.aws?.externalId) {
  throw new Error(`read: ${JSON.stringify(read)}`)
}
must('delete', await api.DELETE('/api/v1/connectors/{id}', { params: { path } }), 204)
const gone = await api.GET('/api/v1/connectors/{id}', { params: { path } })
if (gone.error?.code !== 'CONNECTOR_NOT_FOUND') {
  throw new Error(`read after delete: ${JSON.stringify(gone)}`)
}
console.log(`created, listed, read and deleted ${created.id}`)

// The types are worth something only if they refuse what the API would refuse; tsc fails where nothing is refused.
export async function refused(): Promise<void> {
  // @ts-expect-error there is no such provider
  await api.POST('/api/v1/connectors', { body: { name, provider: 'ORACLE' } })
  // @ts-expect-error there is no such path
  await api.GET('/api/v1/connector')
  // @ts-expect-error a state is no number
  const state: number = read.state
  void state
}

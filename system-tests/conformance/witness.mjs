// A reverse proxy in front of the API that counts what it answers, or, as a mutant, answers wrongly.
import { createServer, request } from 'node:http'

/**
 * Mutants: each breaks the contract in one way that a checker must notice.
 * - status: an answer has a status that the document does not have
 * - broken: an answer is a 5xx, which no checker may take for granted although the document has it
 * - type: a list is a text
 */
const MUTANTS = {
  none: (answer) => answer,
  status: (answer) => (answer.status === 200 ? { ...answer, status: 418 } : answer),
  broken: (answer) => (answer.status === 200 ? { ...answer, status: 500 } : answer),
  type: (answer) =>
    answer.status === 200 && answer.body.includes('"items":[')
      ? { ...answer, body: JSON.stringify({ ...JSON.parse(answer.body), items: 'none' }) }
      : answer,
}

export async function witness(upstream, mutant = 'none') {
  const mutate = MUTANTS[mutant]
  const seen = []
  const target = new URL(upstream)
  const server = createServer((incoming, outgoing) => {
    const forwarded = request(
      {
        host: target.hostname,
        port: target.port,
        method: incoming.method,
        path: incoming.url,
        headers: { ...incoming.headers, host: target.host },
      },
      (response) => {
        const chunks = []
        response.on('data', (chunk) => chunks.push(chunk))
        response.on('end', () => {
          const answer = mutate({ status: response.statusCode, body: Buffer.concat(chunks).toString() })
          seen.push({ method: incoming.method, path: incoming.url, status: answer.status })
          const headers = { ...response.headers }
          delete headers['transfer-encoding']
          headers['content-length'] = Buffer.byteLength(answer.body)
          if (answer.status === 204) delete headers['content-length']
          outgoing.writeHead(answer.status, headers)
          outgoing.end(incoming.method === 'HEAD' ? undefined : answer.body)
        })
      },
    )
    forwarded.on('error', () => {
      seen.push({ method: incoming.method, path: incoming.url, status: 599 })
      outgoing.writeHead(502)
      outgoing.end()
    })
    incoming.pipe(forwarded)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    seen,
    close: () => server.close(),
  }
}

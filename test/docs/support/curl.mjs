/** What `curl -s [-X <method>] [-H <header>]… <address>` prints, for machines that have none. */
const args = process.argv.slice(2)
/** @type {{ method: string, headers: [string, string][], address: string }} */
const call = { method: 'GET', headers: [], address: '' }
while (args.length > 0) {
  const arg = args.shift() ?? ''
  if (arg === '-X') call.method = args.shift() ?? ''
  else if (arg === '-H') {
    const [name = '', ...value] = (args.shift() ?? '').split(':')
    call.headers.push([name, value.join(':').trim()])
  } else if (arg !== '-s') call.address = arg
}
const answer = await fetch(call.address, { method: call.method, headers: call.headers })
process.stdout.write(await answer.text())

/** The report as a bar chart: SVG with its words as text, on a ground of its own, for light and dark readers. */
import type { Judged } from '../interleave.ts'
import type { Report } from '../outcome.ts'
import { servers, subjectOf } from './subjects.ts'

const left = 290
const width = 760
const longest = width - left - 70
const rowHeight = 24

const style = `
    text { font: 13px system-ui, sans-serif; fill: #1f2328 } .head { font-weight: 600 }
    .ground { fill: #ffffff } .bar { fill: #8c959f } .ours { fill: #0969da } .one { stroke: #6e7781 }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3 } .ground { fill: #0d1117 } .bar { fill: #6e7681 } .ours { fill: #4493f8 } .one { stroke: #8b949e }
    }`

/** Each heading with its subjects: [server, kind]. */
const groups: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
  [
    'No token is asked for',
    [
      ['bare', 'public'],
      ['ours', 'public'],
    ],
  ],
  ['The same token again', Object.keys(servers).map((server) => [server, 'hot'])],
  ['Another token each time', Object.keys(servers).map((server) => [server, 'fresh'])],
]

const isOurs = ({ of }: Judged): boolean => of.startsWith('ours:') || of.startsWith('guard:')

/** @returns a whole SVG file */
export function picture({ rows, node }: Report): string {
  const bare = rows.filter(({ against }) => against === subjectOf('bare', 'public'))
  const shown = groups.map(([title, subjects]) => {
    const own = subjects.flatMap(([server, kind]) => bare.find(({ of }) => of === subjectOf(server, kind)) ?? [])
    return { title, own: own.toSorted((a, b) => a.cpuRatio - b.cpuRatio) }
  })
  const scale = longest / Math.max(...shown.flatMap(({ own }) => own.map(({ cpuRatio }) => cpuRatio)))
  const lines: string[] = []
  let y = 28
  for (const { title, own } of shown) {
    lines.push(`<text class="head" x="16" y="${y}">${title}</text>`)
    for (const row of own) {
      y += rowHeight
      const length = (row.cpuRatio * scale).toFixed(1)
      const name = row.name.replace(/: (public|hot|fresh)$/, '')
      lines.push(
        `<text x="${left - 10}" y="${y}" text-anchor="end">${name}</text>`,
        `<rect class="${isOurs(row) ? 'ours' : 'bar'}" x="${left}" y="${y - 13}" width="${length}" height="16" rx="2"/>`,
        `<text x="${(left + Number(length) + 8).toFixed(1)}" y="${y}">${row.cpuRatio.toFixed(2)}×</text>`,
      )
    }
    y += rowHeight + 14
  }
  const one = (left + scale).toFixed(1)
  const told = shown.flatMap(({ title, own }) =>
    own.map(({ name, cpuRatio }) => `${title}: ${name} ${cpuRatio.toFixed(2)}`),
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y + 8}" role="img" aria-labelledby="title told">
  <title id="title">Server CPU for one request, as a multiple of Hono without authentication</title>
  <desc id="told">${told.join('; ')}.</desc>
  <style>${style}
  </style>
  <rect class="ground" width="${width}" height="${y + 8}" rx="6"/>
  <line class="one" x1="${one}" x2="${one}" y1="34" y2="${y - 24}" stroke-dasharray="3 3"/>
  ${lines.join('\n  ')}
  <text x="16" y="${y - 6}">Server CPU for one request; Hono without authentication on the same adapter = 1. Node ${node}.</text>
</svg>
`
}

/** The one style sheet of all pages: system fonts, light and dark, from 320 pixels up. */
import { createHash } from 'node:crypto'

export const style = `
:root{color-scheme:light dark;--paper:light-dark(#f4f5f7,#0f1215);--card:light-dark(#fff,#181c21);--ink:light-dark(#171a1f,#eceff3);
--quiet:light-dark(#555e6b,#a4aebb);--line:light-dark(#dce0e6,#2d333b);--edge:light-dark(#868f9c,#707a87);
--accent:light-dark(#1d5bd6,#82aeff);--on-accent:light-dark(#fff,#0b1526);--bad:light-dark(#a8201a,#ff9d94);
--bad-paper:light-dark(#fdeeec,#351a19);--good:light-dark(#14663a,#7fd6a4);--good-paper:light-dark(#e9f6ee,#14291d)}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
main{max-width:26rem;margin:0 auto;padding:clamp(1.5rem,9vh,6rem) 1rem 3rem}
main.wide{max-width:64rem;padding-top:clamp(1.5rem,6vh,4rem)}
.brand{margin:0 0 1.25rem;color:var(--quiet);font-size:.875rem;font-weight:600}
.brand a{color:inherit}
.brand::before{content:"";display:inline-block;width:.7em;height:.7em;margin-right:.5em;border:.2em solid var(--accent);border-radius:.2em}
h1{margin:0;font-size:1.5rem;line-height:1.25;letter-spacing:-.01em;text-wrap:balance}
h2{margin:0 0 .75rem;font-size:1.0625rem;line-height:1.3}
h3{margin:1.5rem 0 .25rem;font-size:1rem}
main>h2{margin-top:1.5rem}ul{margin:0;padding-left:1.25rem}li+li{margin-top:.375rem}
p{margin:.5rem 0}
a{color:var(--accent);text-underline-offset:.15em}
.quiet,.hint,dt,th{color:var(--quiet)}
.hint,footer{font-size:.875rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1.5rem;margin-top:1rem}
form{margin-top:1.25rem}
.card>:first-child{margin-top:0}.card>:last-child{margin-bottom:0}
label{display:block;margin-top:1.125rem;font-weight:600}
input[type=hidden]+label{margin-top:0}
input,button{font:inherit;color:inherit;min-height:2.75rem;border-radius:.5rem}
input{width:100%;margin-top:.375rem;padding:.5rem .75rem;background:var(--card);border:1px solid var(--edge)}
input[inputmode=numeric]{font-size:1.25rem;letter-spacing:.3em;font-variant-numeric:tabular-nums}
input[aria-invalid]{border-color:var(--bad)}
.hint{margin:.375rem 0 0}
button{cursor:pointer;padding:.5rem .875rem;background:none;border:1px solid var(--edge)}
.main{width:100%;margin-top:1.5rem;background:var(--accent);border-color:var(--accent);color:var(--on-accent);font-weight:600}
.main:hover{filter:brightness(1.08)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
[role=alert],[role=status]{margin:1rem 0 0;padding:.75rem 1rem;border-radius:.5rem;background:var(--bad-paper);color:var(--bad)}
[role=status] a{color:inherit}[role=status]{background:var(--good-paper);color:var(--good)}
.links{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin:1rem 0 0}
.links a{padding:.25rem 0}
.people{margin:.75rem 0 0;padding:0;list-style:none}
.people button{width:100%;text-align:left;border-color:var(--line)}
.people button:hover{border-color:var(--accent)}
.people span{display:block;color:var(--quiet);font-size:.875rem}
code,pre{font:.875em/1.5 ui-monospace,monospace}
pre{margin:.5rem 0;padding:.75rem 1rem;overflow-x:auto;background:var(--paper);border-radius:.5rem;white-space:pre-wrap}
dl{margin:0}dt{margin-top:.875rem;font-size:.875rem}dt:first-child{margin-top:0}dd{margin:.125rem 0 0}
table{width:100%;border-collapse:collapse}
th,td{padding:.5rem 1rem .5rem 0;text-align:left;vertical-align:top;border-top:1px solid var(--line)}
th{font-size:.875rem;font-weight:600;border:0}
.qr{display:block;width:11rem;max-width:100%;margin:1rem auto;border-radius:.5rem}
footer{margin-top:1.5rem;color:var(--quiet)}
@media(max-width:40rem){table,tbody,tr,td{display:block}thead{position:absolute;clip-path:inset(50%)}
tr{padding:.625rem 0;border-top:1px solid var(--line)}td{padding:.125rem 0;border:0}}
`

/** What a Content-Security-Policy names the sheet by. */
export const styleHash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`

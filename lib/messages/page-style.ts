import type { Palette, Palettes } from './palette'

/** The styles of every page: one `<style>` element, the same for all, so that one hash lets it through the CSP. */
export function pageStyle({ light, dark }: Palettes): string {
  return `
:root{color-scheme:light dark;${variables(light)}}
@media (prefers-color-scheme:dark){:root{${variables(dark)}}}
${rules}`
}

function variables(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, color]) => `--${name}:${String(color)}`)
    .join(';')
}

/** Sizes in rem, so that they grow with the person's own text size; start and end, so that they turn with the script. */
const rules = `*,*::before,*::after{box-sizing:border-box}
html{font:100%/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;min-height:100vh;background:var(--page);color:var(--text);font-size:1.0625rem;overflow-wrap:anywhere}
.frame{width:100%;max-width:33rem;margin:0 auto;padding:1.25rem 1rem 2rem}
.brand{display:flex;align-items:center;gap:.625rem;margin:0 .25rem 1rem;font-weight:600}
.brand img{height:2rem;width:auto;max-width:8rem}
main{display:block;padding:1.5rem 1.25rem;background:var(--card);border:1px solid var(--line);border-radius:.875rem}
h1{margin:0 0 1rem;font-size:1.5rem;line-height:1.25;text-wrap:balance}
h2{margin:0;font-size:1.0625rem}
p{margin:0 0 1rem}
main>:last-child,.notice>:last-child{margin-bottom:0}
.icon{display:block;width:3rem;height:3rem;margin:0 0 .75rem;color:var(--link)}
.icon.attention{color:var(--text)}
.facts{margin:0 0 1rem;padding:.875rem 1rem;background:var(--box);border-radius:.625rem}
.facts dl{margin:0;font-size:.9375rem}
.facts div+div{margin-top:.375rem}
dt{color:var(--soft)}
dd{margin:0}
.account dd{font-size:1.125rem;font-weight:700}
.notice{margin:0 0 1.25rem;padding-inline-start:.875rem;border-inline-start:.25rem solid var(--buttonEdge)}
.error{margin:0 0 1.25rem;padding:.875rem 1rem;color:var(--error);background:var(--errorBox);border:2px solid var(--error);border-radius:.625rem}
.error p{margin:.25rem 0 0}
.error a{color:inherit}
label{display:block;margin:0 0 .375rem;font-weight:600}
input.code{display:block;width:100%;min-height:3.5rem;margin:0 0 1rem;padding:.5rem .75rem;font:600 1.5rem/1.3 ui-monospace,Consolas,"DejaVu Sans Mono",monospace;letter-spacing:.125em;text-align:center;color:var(--text);background:var(--card);border:2px solid var(--edge);border-radius:.625rem}
input[aria-invalid]{border-color:var(--error)}
form+form{margin-top:1rem}
button{display:block;width:100%;min-height:3.25rem;padding:.75rem 1rem;font:inherit;font-weight:600;line-height:1.3;color:var(--buttonText);background:var(--button);border:2px solid var(--buttonEdge);border-radius:.625rem;cursor:pointer}
button.second{color:var(--text);background:transparent;border-color:var(--edge)}
button:hover{text-decoration:underline}
.hint{margin:.5rem 0 0;font-size:.9375rem;color:var(--soft)}
a{color:var(--link);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--text);outline-offset:3px}
.error:focus-visible{outline:2px solid var(--error);outline-offset:0}
footer{margin:1rem .25rem 0;font-size:.9375rem;color:var(--soft)}
footer a{display:inline-block;padding:.75rem 0}
@media (min-width:30rem){.frame{padding-block:2.5rem}main{padding:2rem}.facts div{display:grid;grid-template-columns:9rem minmax(0,1fr);align-items:baseline;gap:0 .75rem}.facts div+div{margin-top:.25rem}}
`

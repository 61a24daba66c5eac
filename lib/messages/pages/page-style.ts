import type { Palette, Palettes } from '../brand/palette'

/** The style sheet of every page. All pages have the same one, so the content security policy needs one hash. */
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

/**
 * Sizes are in rem, so that they grow with the person's text size. Sides are called start and end, so that they follow the
 * direction of the script. Both buttons of the confirm page fit on a phone of 390 by 664 pixels. A masked address
 * (`bdi[dir]`) is a block, so that a line does not break after its ellipsis.
 */
const rules = `*,*::before,*::after{box-sizing:border-box}
html{font:100%/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;min-height:100vh;background:var(--page);color:var(--text);overflow-wrap:anywhere}
.frame{width:100%;max-width:33rem;margin:0 auto;padding:.625rem .75rem 2rem}
.brand{display:flex;align-items:center;gap:.5rem;margin:0 .25rem .5rem;font-weight:600}
.brand img{height:1.5rem;width:auto;max-width:8rem}
main{display:block;padding:1rem 1rem 1.25rem;background:var(--card);border:1px solid var(--line);border-radius:.875rem}
h1{margin:0 0 .625rem;font-size:1.3125rem;line-height:1.25;text-wrap:balance}
[lang=ja]{word-break:auto-phrase}
h2{margin:1.5rem 0 .25rem;font-size:1rem}
p{margin:0 0 .75rem}
bdi[dir]{display:inline-block;max-width:100%}
ul{margin:0 0 1rem;padding-inline-start:1.25rem}
main>:last-child{margin-bottom:0}
.icon{display:block;width:3rem;height:3rem;margin:0 0 .75rem;color:var(--link)}
.icon.attention{color:var(--text)}
.facts{margin:0 0 .75rem;padding:.5rem .75rem;background:var(--box);border-radius:.625rem}
dl{margin:0;font-size:.875rem}
dt{color:var(--soft)}
dd{margin:0}
.facts dl:not(.account) div{line-height:1.35}
.facts dl:not(.account) dt,.facts dl:not(.account) dd{display:inline}
.account{margin:0 0 .25rem}
.account dt{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.account dd{font-size:1.125rem;line-height:1.3;font-weight:700}
.notice{padding-inline-start:.75rem;border-inline-start:.25rem solid var(--buttonEdge)}
.problem{margin:0 0 .5rem;color:var(--error);font-weight:600}
label{display:block;margin:0 0 .375rem;font-weight:600}
input,select{display:block;width:100%;min-height:3rem;margin:0 0 1rem;padding:.5rem .75rem;font:inherit;color:var(--text);background:var(--card);border:2px solid var(--edge);border-radius:.625rem}
input.code{min-height:3.5rem;font:600 1.5rem/1.3 ui-monospace,Consolas,"DejaVu Sans Mono",monospace;letter-spacing:.125em;text-align:center}
input.account{margin:0 0 1rem;font-weight:700;background:var(--box);border-color:transparent;text-overflow:ellipsis}
input[aria-invalid]{border-color:var(--error)}
.choice{display:flex;align-items:center;gap:.75rem}
.choice input{flex:none;width:1.5rem;height:1.5rem;min-height:0;margin:0;accent-color:var(--button)}
.choice label{flex:1;margin:0;padding:.75rem 0}
.or{margin:1rem 0;color:var(--soft);text-align:center}
form+form,form+p,p+form.later{margin-top:.75rem}
button,a.button{display:block;width:100%;min-height:3rem;padding:.625rem 1rem;font:inherit;font-weight:600;line-height:1.3;text-align:center;text-wrap:balance;text-decoration:none;color:var(--buttonText);background:var(--button);border:2px solid var(--buttonEdge);border-radius:.625rem;cursor:pointer}
button.second{color:var(--text);background:transparent;border-color:var(--edge)}
button:hover,a.button:hover{text-decoration:underline}
.hint{margin:.5rem 0 .75rem;font-size:.9375rem;color:var(--soft)}
a{color:var(--link);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--text);outline-offset:3px}
footer{margin:.75rem .25rem 0;font-size:.9375rem;color:var(--soft)}
footer a{display:inline-block;padding:.75rem 0}
@media (min-width:30rem){html{font-size:106.25%}.frame{padding-block:2rem}main{padding:1.75rem}h1{font-size:1.5rem}.facts{padding:.875rem 1rem}}
`

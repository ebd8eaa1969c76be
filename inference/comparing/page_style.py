"""The style of the report's page, for a light and a dark screen."""

STYLE = """
:root { color-scheme: light dark; --back: #fff; --ink: #1c1e21; --soft: #5d6570; --line: #d5d9de;
  --first: #1f6fd1; --second: #b4560b; --bad: #b3261e; --good: #2e7d32; --pale: #f4f6f8; }
@media (prefers-color-scheme: dark) { :root { --back: #15181c; --ink: #e6e8eb; --soft: #9aa4b0;
  --line: #343b44; --first: #79b4ff; --second: #ffb066; --bad: #ff8a80; --good: #81c784;
  --pale: #1e2329; } }
body { margin: 1.5rem auto; max-width: 90rem; padding: 0 1rem; background: var(--back);
  color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.15rem; } h3 { font-size: 1rem; margin: .8rem 0 .3rem; }
table { border-collapse: collapse; margin: .4rem 0 1rem; font-size: .85rem; }
th, td { border-bottom: 1px solid var(--line); padding: .15rem .7rem .15rem 0; text-align: left;
  vertical-align: top; overflow-wrap: break-word; font-variant-numeric: tabular-nums; }
th { color: var(--soft); font-weight: 600; }
summary { cursor: pointer; font-weight: 600; margin: .4rem 0; }
.plot { width: 100%; max-width: 52rem; font-size: 12px; }
.plot text { fill: var(--ink); } .plot .axis { stroke: var(--soft); }
.plot .range { stroke: var(--soft); stroke-width: 2; } .plot .field { fill: var(--first); }
.plot .headline { fill: var(--second); }
.same { fill: var(--good); } .different { fill: var(--bad); }
.only-first { fill: var(--first); } .only-second { fill: var(--second); }
.legend { color: var(--soft); font-size: .9rem; line-height: 2; } .sample { color: var(--ink); }
.key { margin-right: 1rem; white-space: nowrap; } .key svg { width: .8em; height: .8em; }
.table { overflow-x: auto; }
.records td:first-child { min-width: 11em; } td.short { white-space: nowrap; }
.controls { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; }
.document { border-top: 1px solid var(--line); }
.document > summary { font-weight: 400; }
.document .count { color: var(--soft); margin-left: .8rem; }
.columns { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 1.2rem; }
@media (max-width: 60rem) { .columns { grid-template-columns: minmax(0, 1fr); } }
pre { white-space: pre-wrap; overflow-wrap: anywhere; max-height: 75vh; overflow: auto;
  background: var(--pale); padding: .7rem; font: 12.5px/1.75 ui-monospace, monospace; margin: 0; }
pre.fixed { white-space: pre; overflow-wrap: normal; }
.records { max-height: 75vh; overflow: auto; }
mark, .sample { background: none; color: inherit; padding: 1px 0 2px; }
mark.first, .sample.first { border-bottom: 3px solid var(--first); }
mark.second, .sample.second { border-top: 3px solid var(--second); }
mark.apart, .sample.apart { background: color-mix(in srgb, var(--bad) 22%, transparent); }
.name-first { color: var(--first); } .name-second { color: var(--second); }
td.wrong { color: var(--bad); font-weight: 600; }
.failed, .problem { color: var(--bad); margin: .2rem 0; }
"""

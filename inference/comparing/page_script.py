"""The script of the report's page: filters, pages of the list, highlights; sets text alone."""

SCRIPT = r"""
"use strict";
const PAGE = 25;
const byId = (id) => document.getElementById(id);
const names = JSON.parse(byId("names").textContent);
const entries = Array.from(document.querySelectorAll("script.document"), (holder) => {
  const data = JSON.parse(holder.textContent);
  holder.remove();
  return data;
});
let page = 0;

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined && text !== null) element.textContent = text;
  return element;
}

function wanted() {
  const search = byId("search").value.toLowerCase();
  const group = byId("group").value;
  const order = byId("order").value;
  const kept = entries.filter((entry) =>
    (!byId("only").checked || entry.differing > 0) &&
    (!group || entry.groups.includes(group)) &&
    (!search || entry.id.toLowerCase().includes(search) ||
      entry.text.toLowerCase().includes(search)));
  const score = (entry, side) => entry.f1[side] === null ? 2 : entry.f1[side];
  const byName = (a, b) => a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
  const orders = {
    id: byName,
    differing: (a, b) => b.differing - a.differing || byName(a, b),
    first: (a, b) => score(a, 0) - score(b, 0) || byName(a, b),
    second: (a, b) => score(a, 1) - score(b, 1) || byName(a, b),
  };
  return kept.sort(orders[order]);
}

function show() {
  const kept = wanted();
  const pages = Math.max(1, Math.ceil(kept.length / PAGE));
  page = Math.min(Math.max(page, 0), pages - 1);
  const list = byId("list");
  list.replaceChildren(...kept.slice(page * PAGE, (page + 1) * PAGE).map(folded));
  byId("where").textContent = kept.length + " of " + entries.length + " documents, page " +
    (page + 1) + " of " + pages;
  byId("previous").disabled = page === 0;
  byId("next").disabled = page === pages - 1;
}

function folded(entry) {
  const details = make("details", "document");
  const summary = make("summary", "", entry.id);
  summary.append(make("span", "count", entry.differing + " fields differ"));
  entry.f1.forEach((score, side) => {
    if (score === null) return;
    summary.append(make("span", "count name-" + (side ? "second" : "first"),
      names[side] + " F1 " + score.toFixed(3)));
  });
  details.append(summary);
  details.dataset.id = entry.id;
  details.addEventListener("toggle", () => {
    if (details.open && details.childElementCount === 1) details.append(opened(entry));
  });
  return details;
}

function opened(entry) {
  const columns = make("div", "columns");
  const records = make("div", "records");
  entry.problems.forEach((problem) => records.append(make("p", "problem", problem)));
  entry.failed.forEach((failed, side) => failed.forEach((sentence) =>
    records.append(make("p", "failed", names[side] + ": " + sentence))));
  entry.records.forEach((part) => records.append(...table(part)));
  columns.append(highlighted(entry), records);
  return columns;
}

function highlighted(entry) {
  const letters = Array.from(entry.text); // code points, as the offsets count
  const label = entry.spans.map((spans) => {
    const at = new Map();
    for (const [start, end, name] of spans)
      for (let i = start; i < end; i++) at.set(i, name + " " + start);
    return at;
  });
  const borders = new Set([0, letters.length]);
  entry.spans.flat().forEach(([start, end]) => borders.add(start).add(end));
  const sorted = Array.from(borders).sort((a, b) => a - b);
  // Print in columns of blanks says nothing any more once its lines are wrapped.
  const columns = entry.text.match(/\S {3,}\S/g) || [];
  const box = make("pre", columns.length > 8 ? "fixed" : "");
  for (let i = 0; i + 1 < sorted.length; i++) {
    const text = letters.slice(sorted[i], sorted[i + 1]).join("");
    const found = label.map((at) => at.get(sorted[i]));
    if (found[0] === undefined && found[1] === undefined) {
      box.append(text);
      continue;
    }
    const kinds = found.map((one) => one === undefined ? "" : one.split(" ")[0]);
    const mark = make("mark", "", text);
    if (kinds[0]) mark.classList.add("first");
    if (kinds[1]) mark.classList.add("second");
    if (kinds[0] !== kinds[1]) mark.classList.add("apart");
    mark.title = names.map((name, side) => name + ": " + (kinds[side] || "nothing")).join("\n");
    mark.dataset.start = sorted[i];
    mark.dataset.end = sorted[i + 1];
    box.append(mark);
  }
  return box;
}

function breakable(name) {
  const cell = make("td");
  name.split("_").forEach((word, number) => {
    if (number) cell.append("_", make("wbr"));
    cell.append(word);
  });
  return cell;
}

function value(text, wrong) {
  const shown = text === null ? "–" : text;
  const cell = make("td", wrong ? "wrong" : "", shown);
  if (shown.length <= 12) cell.classList.add("short"); // dates are not cut at their hyphens
  return cell;
}

function table(part) {
  const grid = make("table");
  const gold = part.fields.some((field) => field[1] !== null);
  const head = make("tr");
  head.append(make("th", "", "field"));
  if (gold) head.append(make("th", "", "true"));
  names.forEach((name, side) =>
    head.append(make("th", "name-" + (side ? "second" : "first"), name)));
  grid.append(head);
  for (const [name, truth, first, second, firstWrong, secondWrong] of part.fields) {
    const row = make("tr");
    row.append(breakable(name));
    if (gold) row.append(value(truth, false));
    row.append(value(first, firstWrong), value(second, secondWrong));
    grid.append(row);
  }
  return [make("h3", "", part.part), grid];
}

const groups = new Set(entries.flatMap((entry) => entry.groups));
Array.from(groups).sort().forEach((name) => {
  const option = make("option", "", name);
  option.value = name;
  byId("group").append(option);
});
byId("group").hidden = groups.size === 0;

// What the address says behind #, as in #search=10b5-1&only=1&open=NAME, is set at the start.
const asked = new URLSearchParams(location.hash.slice(1));
byId("search").value = asked.get("search") || "";
byId("only").checked = asked.get("only") === "1";
if (groups.has(asked.get("group"))) byId("group").value = asked.get("group");
if (asked.has("order")) byId("order").value = asked.get("order");
page = (Number.parseInt(asked.get("page"), 10) || 1) - 1;
["search", "only", "group", "order"].forEach((id) =>
  byId(id).addEventListener("input", () => { page = 0; show(); }));
byId("previous").addEventListener("click", () => { page -= 1; show(); });
byId("next").addEventListener("click", () => { page += 1; show(); });
show();
for (const details of byId("list").children) {
  if (details.dataset.id === asked.get("open")) details.open = true;
}
"""

"use strict";
// Tables sort by a click on a column and filter by words; without scripts they read as they are.
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  const value = (row, k) => row.cells[k].textContent.trim();
  // Numbers as the language writes them: what is no decimal mark only groups digits.
  const groups = table.dataset.decimal === "," ? /[<>%.\s]/g : /[<>%,\s]/g;
  const number = (text) =>
    /^[<>]?[+-]?[\d,.]+\s?%?$/.test(text) ? Number(text.replace(groups, "").replace(",", ".")) : NaN;
  [...table.tHead.rows[0].cells].forEach((head, k) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = [...body.rows].sort((a, b) => {
        const [x, y] = [value(a, k), value(b, k)];
        const [m, n] = [number(x), number(y)];
        const order = Number.isNaN(m) || Number.isNaN(n) ? x.localeCompare(y, document.documentElement.lang) : m - n;
        return down ? -order : order;
      });
      body.append(...rows);
    });
  });
  if (body.rows.length < 16) continue;
  const filter = document.createElement("input");
  filter.type = "search";
  filter.placeholder = table.dataset.filter;
  filter.setAttribute("aria-label", table.dataset.filter);
  filter.addEventListener("input", () => {
    const words = filter.value.toLowerCase();
    for (const row of body.rows) row.hidden = !row.textContent.toLowerCase().includes(words);
  });
  table.parentElement.before(filter);
}
// Where a picture is wider than the window, now is in view.
for (const now of document.querySelectorAll("svg .now")) {
  const box = now.closest(".scroll");
  const [at, around] = [now.getBoundingClientRect(), box.getBoundingClientRect()];
  box.scrollLeft = at.left + at.width / 2 - around.left - around.width / 2;
}
// A link into a folded part opens it.
const unfold = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  if (target) target.scrollIntoView();
};
addEventListener("hashchange", unfold);
// What is folded stays so on paper, unless it is unfolded first.
const nav = document.querySelector("nav");
const all = document.createElement("button");
all.type = "button";
all.textContent = nav.dataset.unfold;
all.addEventListener("click", () => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
nav.append(all);
if (location.hash) unfold();

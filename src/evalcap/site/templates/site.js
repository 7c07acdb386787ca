// Searching in lists that are whole without this: it hides what does not match, and nothing else.
"use strict";

(function () {
  const form = document.getElementById("search");
  const items = Array.from(document.querySelectorAll("[data-item]"));
  if (!form || items.length === 0) return;

  // Accents, capitals and the form of an apostrophe do not tell words apart.
  const plain = (text) =>
    text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/’/g, "'");
  const texts = items.map((item) => plain(item.textContent));
  const shown = document.getElementById("search-shown");
  const facets = Array.from(form.querySelectorAll("select"));

  // A facet's value must be one of the words of the item, or the whole of it.
  function has(item, facet) {
    const own = item.dataset[facet.name] || "";
    return facet.value === "" || own === facet.value || own.split(" ").includes(facet.value);
  }

  function search() {
    const words = plain(form.q.value).split(/\s+/).filter(Boolean);
    let count = 0;
    items.forEach((item, place) => {
      const found =
        words.every((word) => texts[place].includes(word)) &&
        facets.every((facet) => has(item, facet));
      item.hidden = !found;
      count += found ? 1 : 0;
    });
    document.querySelectorAll("[data-section]").forEach((section) => {
      section.hidden = !section.querySelector("[data-item]:not([hidden])");
    });
    shown.textContent = shown.dataset.told
      .replace("{shown}", count)
      .replace("{all}", items.length);
  }

  // An address such as lessons.html?objective=11 opens the list with that choice made.
  const asked = new URLSearchParams(location.search);
  [form.q, ...facets].forEach((field) => {
    if (asked.has(field.name)) field.value = asked.get(field.name);
    field.addEventListener("input", search);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  search();
})();

// Scrolls to what has just been opened, unless it is what was there before or the page's first sight.
const WAIT_MS = 2000;

export default function ({ data }) {
  const at = JSON.stringify([data.country, data.article, data.page]);
  const before = window.datelineArrived;
  window.datelineArrived = at;
  if (before === undefined || before === at) return;

  const [country, article, page] = JSON.parse(before);
  const turned = country === data.country && !article && !data.article && page !== data.page;
  const heading = data.article ? ".st-key-article h2" : data.country ? ".country-name" : ".st-key-table";
  const late = performance.now() + WAIT_MS;
  const look = () => {
    const found = document.querySelector(turned ? ".st-key-country .section-head" : heading);
    if (found) arrived(found);
    else if (performance.now() < late && window.datelineArrived === at) requestAnimationFrame(look);
  };
  const arrived = (found) => {
    const main = document.querySelector(".stMain");
    const narrow = main.clientWidth < 900 && data.country && !data.article;
    if (turned) found.scrollIntoView({ block: "start" });
    else if (narrow) found.scrollIntoView({ block: "nearest" });
    else main.scrollTo({ top: 0 });
    if (document.activeElement && document.activeElement !== document.body) return;
    found.setAttribute("tabindex", "-1");
    found.focus({ preventScroll: true });
  };
  requestAnimationFrame(() => requestAnimationFrame(look));
}

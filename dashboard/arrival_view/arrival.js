// Scrolls to what has just been opened, unless it is what was there before or the page's first sight; called anew when
// the theme changes.
const WAIT_MS = 2000;

// What opens over the page lies outside the element that Streamlit tells its theme, and takes it from the root.
function themed() {
  const page = document.querySelector(".stApp");
  if (page) document.documentElement.style.colorScheme = getComputedStyle(page).colorScheme;
}

export default function ({ data }) {
  requestAnimationFrame(themed);
  const at = JSON.stringify([data.country, data.article, data.page, data.search, data.organisation]);
  const before = window.datelineArrived;
  window.datelineArrived = at;
  if (before === undefined || before === at) return;

  const [country, article, page, search, organisation] = JSON.parse(before);
  const same = country === data.country && search === data.search && organisation === data.organisation && !article && !data.article;
  const turned = same && page !== data.page;
  const list = data.search ? ".st-key-found h2" : ".st-key-table";
  const heading = data.article ? ".st-key-article h2" : data.organisation ? ".organisation-name" : data.country ? ".country-name" : list;
  const late = performance.now() + WAIT_MS;
  const look = () => {
    const found = document.querySelector(turned ? ":is(.st-key-country, .st-key-found) .section-head" : heading);
    if (found) arrived(found);
    else if (performance.now() < late && window.datelineArrived === at) requestAnimationFrame(look);
  };
  const arrived = (found) => {
    const main = document.querySelector(".stMain");
    const narrow = main.clientWidth < 900 && (data.country || data.search) && !data.article && !data.organisation;
    const listed = narrow && !data.country;
    if (turned || listed) found.scrollIntoView({ block: "start" });
    else if (narrow) found.scrollIntoView({ block: "nearest" });
    else main.scrollTo({ top: 0 });
    if (document.activeElement && document.activeElement !== document.body) return;
    found.setAttribute("tabindex", "-1");
    found.focus({ preventScroll: true });
  };
  requestAnimationFrame(() => requestAnimationFrame(look));
}

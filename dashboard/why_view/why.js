// Marks in the texts answer a click, a tap, Enter and the space bar; Escape closes what they opened.
const PATIENCE_MS = 3000;

export default function ({ parentElement: root, data, setTriggerValue }) {
  const ask = (mark) => setTriggerValue("mark", mark.dataset.mark === data.picked ? "" : mark.dataset.mark);
  const marked = (event) => event.target.closest?.("mark[data-mark]");
  const clicked = (event) => {
    const mark = marked(event);
    if (mark && !String(window.getSelection())) ask(mark);
  };
  const pressed = (event) => {
    const mark = marked(event);
    if (mark && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      ask(mark);
    } else if (event.key === "Escape" && data.picked && event.target.closest?.(".st-key-why, mark[data-mark]")) {
      setTriggerValue("mark", "");
    }
  };
  root.forget?.();
  document.addEventListener("click", clicked);
  document.addEventListener("keydown", pressed);
  root.forget = () => {
    document.removeEventListener("click", clicked);
    document.removeEventListener("keydown", pressed);
  };

  // The page draws its marks anew with every answer, and the focus would be lost with the old ones.
  const before = window.datelineMark ?? "";
  window.datelineMark = data.picked;
  if (before === data.picked) return root.forget;
  const aim = data.picked ? ".st-key-why .why-title" : `mark[data-mark="${CSS.escape(before)}"]`;
  const late = performance.now() + PATIENCE_MS;
  const look = () => {
    const found = document.querySelector(aim);
    if (found && found.dataset.mark === (data.picked || before)) {
      found.focus({ preventScroll: true });
      found.closest(".st-key-why")?.scrollIntoView({ block: "nearest" });
    } else if (performance.now() < late && window.datelineMark === data.picked) requestAnimationFrame(look);
  };
  requestAnimationFrame(() => requestAnimationFrame(look));
  return root.forget;
}

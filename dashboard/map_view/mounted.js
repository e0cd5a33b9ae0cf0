// One instance of a class for each place on the page that a component is drawn at: made by the first answer, told of
// every answer by `show(data, send)`, and taken away by `leave()`. Streamlit ends a call that a newer one has overtaken
// while the script was still coming; such an end must not take away what the newer call shows.

export function mounted(Kind) {
  const shown = new WeakMap();
  return ({ parentElement, data, setTriggerValue }) => {
    if (!shown.has(parentElement)) shown.set(parentElement, { instance: new Kind(parentElement), calls: 0 });
    const one = shown.get(parentElement);
    const call = (one.calls += 1);
    one.instance.show(data, setTriggerValue);
    return () => {
      if (call !== one.calls) return;
      shown.delete(parentElement);
      one.instance.leave();
    };
  };
}

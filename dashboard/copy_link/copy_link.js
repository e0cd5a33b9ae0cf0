// Copies the page's address. Where the browser forbids it (no HTTPS), the address is shown, selected, to be copied by hand.
export default function ({ parentElement }) {
  if (parentElement.querySelector("button")) return;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy link";
  const said = document.createElement("span");
  said.className = "said";
  said.setAttribute("role", "status");
  const field = document.createElement("input");
  field.readOnly = true;
  field.hidden = true;
  field.setAttribute("aria-label", "Link to this view");
  parentElement.append(button, said, field);

  let timer;
  button.onclick = async () => {
    clearTimeout(timer);
    try {
      await navigator.clipboard.writeText(window.location.href);
      button.textContent = "Link copied";
      said.textContent = "Link copied";
      timer = setTimeout(() => {
        button.textContent = "Copy link";
        said.textContent = "";
      }, 2500);
    } catch {
      field.hidden = false;
      field.value = window.location.href;
      field.select();
      said.textContent = "Press Ctrl+C to copy the link";
    }
  };
  field.onblur = () => {
    field.hidden = true;
    said.textContent = "";
  };
  return () => clearTimeout(timer);
}

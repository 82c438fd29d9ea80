// Before anything is painted: the theme that the reader chose, else that of the system.
const wanted = matchMedia("(prefers-color-scheme: dark)");
function paint() {
  let chosen = null;
  try {
    chosen = localStorage.getItem("theme");
  } catch {}
  document.documentElement.dataset.theme = chosen ?? (wanted.matches ? "dark" : "light");
}
wanted.addEventListener("change", paint);
paint();

// Files that are dropped on the form, its limits before anything is sent, and the day of the oldest file.

const form = document.querySelector("form.drop");
const input = form?.querySelector("input[type=file]");

function say(wrong) {
  form.querySelector("#files-wrong").textContent = wrong;
  input.setCustomValidity(wrong);
}

/** The local day of a time, as a date field holds it. */
function day(time) {
  const date = new Date(time);
  const two = (n) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function chosen() {
  const files = [...input.files];
  const sum = files.reduce((total, file) => total + file.size, 0);
  const { most, largest, tooMany, tooLarge } = form.dataset;
  say(files.length > Number(most) ? tooMany : sum > Number(largest) ? tooLarge : "");
  const asOf = form.querySelector("input[type=date]");
  if (files.length > 0 && asOf.value === "") {
    asOf.value = day(Math.min(...files.map((file) => file.lastModified)));
  }
}

if (input) {
  input.addEventListener("change", chosen);
  for (const kind of ["dragover", "dragenter"]) {
    form.addEventListener(kind, (event) => {
      event.preventDefault();
      form.classList.add("over");
    });
  }
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    if (event.dataTransfer.files.length > 0) {
      input.files = event.dataTransfer.files;
      chosen();
    }
  });
}

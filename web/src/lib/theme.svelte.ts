export type Theme = "system" | "light" | "dark";

function kept(): Theme {
  try {
    const found = localStorage.getItem("tacitus.theme");
    return found === "light" || found === "dark" ? found : "system";
  } catch {
    return "system";
  }
}

let chosen = $state<Theme>(kept());

export const theme = {
  get chosen(): Theme {
    return chosen;
  },
};

export function choose(next: Theme): void {
  chosen = next;
  if (next === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = next;
  try {
    if (next === "system") localStorage.removeItem("tacitus.theme");
    else localStorage.setItem("tacitus.theme", next);
  } catch {
    // Without storage the choice holds for this page alone.
  }
}

// Before the first paint, so that no page flashes in the other theme.
try {
  const theme = localStorage.getItem("tacitus.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Without storage the system's theme holds.
}

/** The dialog or popover that lies over the page, if one is open: what it is told, the page does not take. */
export function openDialog(): Element | null {
  return document.querySelector('[role="dialog"]:not([popover]), :popover-open');
}

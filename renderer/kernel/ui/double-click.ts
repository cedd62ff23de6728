/**
 * Takes a double click on a button as one click: whoever saves by habit with two means it once, and what stands under the
 * pointer by the second may be the next thing. `data-repeats` on a button, or around several, says that each click counts.
 * Whether clicks belong together is the system's word, `detail`; a click by key or by script has none.
 */
export const takeDoubleClicksAsOne = (): void =>
  addEventListener(
    'click',
    event => {
      if (event.detail < 2 || !(event.target instanceof Element)) return
      if (!event.target.closest('button') || event.target.closest('[data-repeats]')) return
      event.preventDefault()
      event.stopImmediatePropagation()
    },
    { capture: true },
  )

/** How many times as long `a` takes as `b`; undefined where one of them was not measured. */
export const ratio = (a, b) => (a?.median && b?.median ? a.median / b.median : undefined);

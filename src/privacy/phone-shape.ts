/** Freephone and Navi-Dial numbers belong to organisations, so they stay readable. */
const PUBLIC_SHAPES =
  /^(?:0120-[0-9]{2,3}-[0-9]{3,4}|0120-[0-9]{6}|0570-[0-9]{2,3}-[0-9]{3,4}|0570-[0-9]{6}|0800-[0-9]{3}-[0-9]{4})$/;
const SHAPES = [
  /^0[0-9]0-?[0-9]{4}-?[0-9]{4}$/,
  /^0[0-9]-[0-9]{3,4}-[0-9]{4}$/,
  /^0[0-9]{2}-[0-9]{3,4}-[0-9]{4}$/,
  /^0[0-9]{3}-[0-9]{2}-[0-9]{4}$/,
  /^0[0-9]{4}-[0-9]-[0-9]{4}$/,
  /^0[1-9]-?[0-9]{8}$/,
  /^0[1-9][0-9]{3,4}-[0-9]{4}$/,
  /^0[1-9][0-9]{1,2}-[0-9]{6,7}$/,
  /^81-?0?[1-9]0?-?[0-9]{4}-?[0-9]{4}$/,
  /^81-[1-9][0-9]{0,3}-[0-9]{1,4}-[0-9]{4}$/,
  /^010-81-[1-9][0-9]{0,3}-[0-9]{1,4}-[0-9]{4}$/,
];

/** Whether groups of digits, joined by hyphens, are laid out like a Japanese telephone number. */
export function isPhoneShape(grouped: string): boolean {
  return !PUBLIC_SHAPES.test(grouped) && SHAPES.some((shape) => shape.test(grouped));
}

/** A number of a call centre that anyone may call at no or shared cost. */
export function isPublicPhoneShape(grouped: string): boolean {
  return PUBLIC_SHAPES.test(grouped);
}

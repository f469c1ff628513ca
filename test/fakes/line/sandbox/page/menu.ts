import type { ViewMenu } from '../wire';
import { element } from './element';

/** The rich menu: the city's picture with a real button over each of its areas. */
export function menuElement({ barText, image, areas }: ViewMenu, press: (index: number) => void): Element[] {
  const picture = element('img', { src: image, alt: '' });
  const buttons = areas.map(({ label, left, top, width, height, href }, index) => {
    const made =
      href === undefined
        ? element('button', { type: 'button', 'aria-label': label })
        : element('a', { href, target: '_blank', rel: 'noopener', 'aria-label': label });
    Object.assign(made.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
    if (href === undefined) made.addEventListener('click', () => press(index));
    return made;
  });
  return [element('div', { role: 'group', 'aria-label': barText, class: 'areas' }, picture, ...buttons)];
}

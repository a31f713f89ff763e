/** As much of a page as the views' functions need to draw on, without a browser. */
export class PageNode {
  readonly children: (PageNode | string)[] = [];
  readonly attributes = new Map<string, string>();

  constructor(readonly name: string) {}

  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value);
  }

  append(child: PageNode | string): void {
    this.children.push(child);
  }

  get text(): string {
    return this.children.map((child) => (typeof child === 'string' ? child : child.text)).join('');
  }

  all(name: string): PageNode[] {
    return this.children.flatMap((child) => (typeof child === 'string' ? [] : [...(child.name === name ? [child] : []), ...child.all(name)]));
  }
}

export const page = { createElement: (name: string) => new PageNode(name), createElementNS: (_: string, name: string) => new PageNode(name) };

import './styles/base.css';
import './styles/frame.css';
import './styles/parts.css';
import './styles/marks.css';
import './styles/tables.css';
import './styles/chart.css';
import { el, fill, svg } from './dom';
import { Explorer } from './explorer';
import { firstLanguage, languages, rememberLanguage, textsOf, type Language } from './texts';
import { openCheckpoints } from './views/checkpoints';
import { openKeys } from './views/keys';
import { openLookup } from './views/lookup';
import { openOverview, statusKind } from './views/overview';
import { openPace } from './views/pace';
import { pill, type Speech } from './views/parts';
import type { OpenView, View } from './views/view';

const views = { overview: openOverview, checkpoints: openCheckpoints, lookup: openLookup, pace: openPace, keys: openKeys } satisfies Record<string, OpenView>;
type ViewName = keyof typeof views;

/** The frame around the views. */
class Page {
  private readonly explorer = new Explorer();
  private readonly root = document.querySelector('#root') ?? document.body;
  private language: Language = firstLanguage();
  private view: View | null = null;
  private ends: (() => void)[] = [];

  start(): void {
    this.draw();
    addEventListener('hashchange', () => this.open(true));
    this.explorer.start();
    // After the page's first picture: letters of this machine do until then.
    void import('@fontsource-variable/noto-sans-sc/index.css');
  }

  private get speech(): Speech {
    return { language: this.language, t: textsOf(this.language) };
  }

  private draw(): void {
    const { t } = this.speech;
    this.explorer.node.speak(this.language);
    this.ends.forEach((end) => end());
    document.documentElement.lang = this.language;
    document.title = t.title;
    const status = el('div', { class: 'frame-status' });
    const trust = el('a', { class: 'trust', href: '#keys' });
    const trouble = el('p', { class: 'trouble', role: 'alert', hidden: true });
    this.root.replaceChildren(
      el('a', { class: 'skip', href: '#main', click: (event) => {
        event.preventDefault();
        document.querySelector<HTMLElement>('#main')?.focus();
      } }, t.skip),
      el('header', { class: 'frame' }, this.name(), status, this.languages()),
      el('nav', { class: 'views', 'aria-label': t.title }, ...(Object.keys(views) as ViewName[]).map((name) => el('a', { href: `#${name}`, 'data-view': name }, t.views[name]))),
      el('aside', { 'aria-label': t.trust.more }, trust),
      trouble,
      el('main', { id: 'main', tabindex: -1 }),
    );
    const drawStatus = () => this.drawStatus(status);
    const drawTrust = () => this.drawTrust(trust);
    const drawTrouble = () => this.drawTrouble(trouble);
    [drawStatus, drawTrust, drawTrouble].forEach((each) => each());
    this.ends = [this.explorer.overview.on(drawStatus), this.explorer.keys.on(drawTrust), this.explorer.trouble.on(drawTrouble)];
    this.open(false);
  }

  private name(): HTMLElement {
    const logo = svg(
      'svg',
      { class: 'logo', viewBox: '0 0 64 64', 'aria-hidden': 'true', focusable: 'false' },
      svg('rect', { width: 64, height: 64, rx: 18, class: 'logo-ground' }),
      svg('path', { class: 'logo-sheet', d: 'M19 14h26a2 2 0 0 1 2 2v33l-5-3.6-5 3.6-5-3.6-5 3.6-5-3.6-5 3.6V16a2 2 0 0 1 2-2z' }),
      svg('path', { class: 'logo-tick', d: 'm25 28 5.2 5.4L40 23.5' }),
    );
    return el('div', { class: 'frame-name' }, logo, el('h1', {}, this.speech.t.title));
  }

  private languages(): HTMLElement {
    return el(
      'div',
      { class: 'languages', role: 'group', 'aria-label': this.speech.t.language },
      ...languages.map(({ language, name }) =>
        el('button', { type: 'button', lang: language, 'aria-pressed': String(language === this.language), click: () => this.speak(language) }, name),
      ),
    );
  }

  private speak(language: Language): void {
    this.language = language;
    rememberLanguage(language);
    this.draw();
    document.querySelector<HTMLElement>('.languages [aria-pressed=true]')?.focus();
  }

  private drawStatus(place: HTMLElement): void {
    const { t } = this.speech;
    const overview = this.explorer.overview.value;
    if (overview === null) return;
    const { node, members } = overview;
    const name = members.find(({ number }) => number === node.member)?.name ?? String(node.member);
    fill(place, el('span', {}, t.nodeOf(name)), pill(statusKind(node.status), t.status[node.status]?.[0] ?? node.status));
  }

  private drawTrust(place: HTMLElement): void {
    const { t } = this.speech;
    const found = this.explorer.keys.value;
    const keys = found?.kind === 'keys' ? found.keys : null;
    place.dataset['source'] = keys?.source ?? 'none';
    const source = keys === null ? (found === null ? t.wait : t.trust.none) : keys.source === 'file' ? t.trust.fromFile : t.trust.fromNode;
    fill(place, el('strong', {}, source), keys === null ? null : el('code', { class: 'mono' }, `${keys.fingerprint.slice(0, 16)}…`), el('span', {}, keys?.source === 'node' ? t.trust.fromNodeWhy : t.trust.more));
  }

  private drawTrouble(place: HTMLElement): void {
    const { t } = this.speech;
    const trouble = this.explorer.trouble.value;
    place.hidden = trouble === null;
    const text = trouble === 'unreachable' ? t.unreachable : trouble && t.refused(trouble.title || trouble.code, trouble.detail);
    place.textContent = text === null ? '' : `${text} ${t.before}`;
    this.root.classList.toggle('stale', trouble !== null);
  }

  /** @param moved whether the reader went there, so that the focus goes along */
  private open(moved: boolean): void {
    const [name = '', ...place] = location.hash.slice(1).split('/');
    const wanted: ViewName = name in views ? (name as ViewName) : 'overview';
    this.view?.close();
    this.view = views[wanted](this.explorer, this.speech, place);
    const main = document.querySelector<HTMLElement>('#main');
    main?.replaceChildren(this.view.element);
    for (const link of document.querySelectorAll<HTMLElement>('.views a')) {
      if (link.dataset['view'] === wanted) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
    if (moved && place.length === 0) main?.focus({ preventScroll: true });
  }
}

new Page().start();

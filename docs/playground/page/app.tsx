/**
 * The page.
 *
 * @module
 */
import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { Check } from './check.js';
import { Compare } from './compare.js';
import { GraphPart } from './graph.js';
import { LONGEST_CODE, type Language, type LinkFault } from './link.js';
import { Button } from './parts.js';
import { defaults } from './settings.js';
import { language, link, linkFaults, speak } from './state.js';
import { text } from './text.js';
import { acceptedText, Train } from './train.js';

export function App(): JSX.Element {
  const words = text.value;
  return (
    <>
      <a class="skip" href="#content" onClick={(event) => go(event, 'content')}>
        {words.skip}
      </a>
      <header>
        <div class="bar">
          <div>
            <h1>{words.title}</h1>
            <p>{words.subtitle}</p>
          </div>
          <Languages />
        </div>
        <nav aria-label={words.parts}>
          {(['train', 'graph', 'compare', 'check'] as const).map((part) => (
            <a key={part} href={`#${part}`} onClick={(event) => go(event, `${part}-title`)}>
              {words[part].title}
            </a>
          ))}
          <a href="../index.html">{words.documentation}</a>
        </nav>
      </header>
      <main id="content" tabIndex={-1}>
        <LinkFaults />
        <Train />
        <GraphPart />
        <Compare />
        <Check />
      </main>
      <footer>
        <CopyLink />
        <p>{words.source}</p>
        <p>
          <a href="licenses.txt">{words.licences}</a>
        </p>
      </footer>
    </>
  );
}

/** Goes to a part of the page. The address is left alone: what stands behind its # is the state of the page. */
function go(event: Event, id: string): void {
  event.preventDefault();
  const target = document.getElementById(id);
  target?.focus({ preventScroll: true });
  target?.scrollIntoView();
}

const names: readonly (readonly [Language, string, string])[] = [
  ['en', 'English', 'en'],
  ['zh', '中文', 'zh-Hans'],
];

function Languages(): JSX.Element {
  return (
    <div class="languages" role="group" aria-label={text.value.language}>
      {names.map(([name, label, tag]) => (
        <button
          key={name}
          type="button"
          lang={tag}
          aria-pressed={language.value === name ? 'true' : 'false'}
          onClick={() => speak(name)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

function LinkFaults(): JSX.Element | null {
  const words = text.value;
  const faults = linkFaults.value;
  if (faults.length === 0) return null;
  return (
    <div class="card faults" role="alert">
      <h2>{words.linkFaults}</h2>
      <ul>
        {faults.map((fault, i) => (
          <li key={i}>{faultText(fault)}</li>
        ))}
      </ul>
      <Button does={() => (linkFaults.value = [])}>{words.dismiss}</Button>
    </div>
  );
}

/** Long values are cut: the message has to stay readable. */
const cut = (value: string): string => (value.length > 40 ? `${value.slice(0, 40)}…` : value);

function faultText(fault: LinkFault): string {
  const words = text.value;
  switch (fault.kind) {
    case 'unknown':
      return words.linkUnknown(cut(fault.key));
    case 'number':
      return words.linkNumber(
        words.train.fields[fault.key],
        cut(fault.value),
        acceptedText(fault.key),
        defaults[fault.key],
      );
    case 'choice':
      return words.linkChoice(fault.key, cut(fault.value), fault.accepted.join(words.or));
    case 'long':
      return words.linkLong(fault.length, LONGEST_CODE);
  }
}

/** Whether the link was copied: `null` before anybody tried. */
const copied = signal<boolean | null>(null);

function CopyLink(): JSX.Element {
  const words = text.value;
  const address = `${location.href.replace(/#.*$/s, '')}${link.value}`;
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(address);
      copied.value = true;
    } catch {
      // Not allowed, or not there: the reader copies by hand.
      copied.value = false;
    }
  };
  return (
    <div class="copy">
      <Button does={() => void copy()}>{words.copyLink}</Button>
      <span role="status">
        {copied.value === true ? words.copied : copied.value === false ? words.notCopied : ''}
      </span>
      {copied.value === false && (
        <input
          type="text"
          readOnly
          aria-label={words.copyLink}
          value={address}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
      )}
    </div>
  );
}

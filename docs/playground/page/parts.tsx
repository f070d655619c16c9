/**
 * Small parts that the others are made of.
 *
 * @module
 */
import type { ComponentChildren, JSX } from 'preact';
import { text } from './text.js';

/** A button that keeps the focus while it has nothing to do. */
export function Button({
  children,
  does,
  off = false,
  kind = 'plain',
  submits = false,
}: {
  readonly children: ComponentChildren;
  readonly does?: () => void;
  readonly off?: boolean;
  readonly kind?: 'plain' | 'main';
  readonly submits?: boolean;
}): JSX.Element {
  return (
    <button
      type={submits ? 'submit' : 'button'}
      class={`button ${kind}`}
      aria-disabled={off ? 'true' : undefined}
      onClick={(event) => {
        if (off) event.preventDefault();
        else does?.();
      }}
    >
      {children}
    </button>
  );
}

/** A part of the page with its heading. */
export function Part({
  id,
  title,
  lead,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly lead: ComponentChildren;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <section id={id} class="part" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} tabIndex={-1}>
        {title}
      </h2>
      <p class="lead">{lead}</p>
      {children}
    </section>
  );
}

/** What happened last; read out when it changes. */
export function Status({
  children,
  kind = 'plain',
}: {
  readonly children: ComponentChildren;
  readonly kind?: 'plain' | 'bad';
}): JSX.Element {
  return (
    <p class={`status ${kind}`} role="status">
      {children}
    </p>
  );
}

/** What went wrong, in the library's own words. */
export function Fault({ name, message }: { readonly name: string; readonly message: string }): JSX.Element {
  return (
    <pre class="fault" lang="en">
      {text.value.failed(name, message)}
    </pre>
  );
}

/** One of several, all in sight. */
export function Choice<Value extends string>({
  legend,
  name,
  value,
  options,
  chosen,
}: {
  readonly legend: string;
  readonly name: string;
  readonly value: Value;
  readonly options: readonly (readonly [value: Value, label: string])[];
  readonly chosen: (value: Value) => void;
}): JSX.Element {
  return (
    <fieldset class="choice">
      <legend>{legend}</legend>
      {options.map(([option, label]) => (
        <label key={option}>
          <input type="radio" name={name} checked={option === value} onChange={() => chosen(option)} />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Something wide or long that scrolls by itself, with the keyboard too. */
export function Scroll({
  label,
  class: className = '',
  children,
}: {
  readonly label: string;
  readonly class?: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <div class={`scroll ${className}`} role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}

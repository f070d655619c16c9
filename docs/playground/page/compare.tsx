/**
 * The published gradient beside the corrected one.
 *
 * @module
 */
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Comparison, Disagreement, HiddenGradients, Refutation } from '../protocol.js';
import { Chart } from './chart.js';
import { brief, countText, lossText } from './numbers.js';
import { Button, Fault, Part, Scroll, Status } from './parts.js';
import { compare, comparing, config, logarithmic, stopComparing } from './state.js';
import { text } from './text.js';

export function Compare(): JSX.Element {
  const words = text.value.compare;
  const { work } = comparing;
  const busy = work.state === 'busy';
  return (
    <Part id="compare" title={words.title} lead={words.lead}>
      <div class="codes">
        <figure>
          <figcaption>{words.codePublished}</figcaption>
          <pre>
            <code>
              gradH = gradYPred.mm(w2.t());{'\n'}gradH = <mark class="bad">gradH.clamp({'{ min: 0 }'})</mark>;
            </code>
          </pre>
        </figure>
        <figure>
          <figcaption>{words.codeCorrected}</figcaption>
          <pre>
            <code>
              gradH = gradYPred.mm(w2.t());{'\n'}gradH = <mark class="good">where(h.ge(0), gradH, 0)</mark>;
            </code>
          </pre>
        </figure>
      </div>
      <div class="buttons">
        <Button kind="main" does={compare} off={busy || config.value === null}>
          {words.go}
        </Button>
        <Button does={stopComparing} off={!busy}>
          {text.value.train.stop}
        </Button>
        <Status>{told()}</Status>
      </div>
      {work.state === 'failed' && <Fault {...work} />}
      {work.state === 'done' && (
        <>
          <Losses comparison={work.result.comparison} />
          <Hidden hidden={work.result.comparison.hidden} />
          <Counterexample refutation={work.result.refutation} />
        </>
      )}
    </Part>
  );
}

function told(): string {
  const words = text.value.compare;
  const { work } = comparing;
  if (work.state === 'busy') return text.value.busy;
  if (work.state === 'stopped') return text.value.stopped;
  if (work.state === 'idle') return words.empty;
  if (work.state === 'failed') return '';
  const { parts, published } = work.result.comparison;
  if (parts !== null) return words.parted(parts);
  return published.length === 1 ? words.oneEpoch : words.never;
}

function Losses({
  comparison: { published, corrected, parts },
}: {
  readonly comparison: Comparison;
}): JSX.Element {
  const words = text.value.compare;
  return (
    <div class="card outcome">
      <h3>{words.curve}</h3>
      <ul class="legend">
        <li class="published">{words.published}</li>
        <li class="corrected">{words.corrected}</li>
      </ul>
      <div class="beside more">
        <Chart
          label={words.summary(
            published.length,
            lossText(published.at(-1) ?? NaN),
            lossText(corrected.at(-1) ?? NaN),
          )}
          curves={[
            { name: words.published, values: published, colour: '--second', dash: [8, 5] },
            { name: words.corrected, values: corrected, colour: '--first' },
          ]}
          logarithmic={logarithmic.value}
          epochs={published.length}
        />
        <Scroll label={words.curve} class="losses">
          <table>
            <thead>
              <tr>
                <th scope="col">{text.value.columnEpoch}</th>
                <th scope="col">{words.published}</th>
                <th scope="col">{words.corrected}</th>
              </tr>
            </thead>
            <tbody>
              {published.map((loss, epoch) => (
                <tr key={epoch} class={parts !== null && epoch >= parts ? 'parted' : undefined}>
                  <td>{epoch}</td>
                  <td>{lossText(loss)}</td>
                  <td>{lossText(corrected[epoch] ?? NaN)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </div>
    </div>
  );
}

function Hidden({ hidden }: { readonly hidden: HiddenGradients }): JSX.Element {
  const words = text.value.compare;
  const { counts, rows, columns, largest, map } = hidden;
  const wrong = counts.lost + counts.leaked;
  const all = rows * columns;
  const share = `${((100 * wrong) / all).toFixed(1)} %`;
  const cut = map.rows < rows || map.columns < columns;
  return (
    <div class="card">
      <h3>{words.gradients}</h3>
      <p>{words.gradientsLead(countText(wrong), countText(all), share)}</p>
      <div class="kinds">
        <Scroll label={words.gradients}>
          <table class="quadrants">
            <thead>
              <tr>
                <td />
                <th scope="col">
                  {words.incoming}
                  <br />≥ 0
                </th>
                <th scope="col">
                  {words.incoming}
                  <br />
                  &lt; 0
                </th>
              </tr>
            </thead>
            <tbody>
              <tr>
                <th scope="row">{words.on}</th>
                <Kind count={counts.both} kind="both" what={words.both} />
                <Kind count={counts.lost} kind="lost" what={words.lost} />
              </tr>
              <tr>
                <th scope="row">{words.off}</th>
                <Kind count={counts.leaked} kind="leaked" what={words.leaked} />
                <Kind count={counts.neither} kind="neither" what={words.neither} />
              </tr>
            </tbody>
          </table>
        </Scroll>
        <figure class="map">
          <Picture {...map} />
          <figcaption>{cut ? words.mapCut(map.rows, map.columns) : words.map(rows, columns)}</figcaption>
        </figure>
      </div>
      {largest !== null && <Largest largest={largest} />}
    </div>
  );
}

function Kind({
  count,
  kind,
  what,
}: {
  readonly count: number;
  readonly kind: string;
  readonly what: string;
}): JSX.Element {
  return (
    <td class={kind}>
      <strong>{countText(count)}</strong>
      <span>{what}</span>
    </td>
  );
}

function Largest({ largest }: { readonly largest: Disagreement }): JSX.Element {
  const words = text.value.compare;
  const cells = [
    ['h', largest.h],
    [words.incoming, largest.incoming],
    [words.published, largest.published],
    [words.corrected, largest.corrected],
  ] as const;
  return (
    <>
      <p>{words.largest(largest.row, largest.column)}</p>
      <dl class="row">
        {cells.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{brief(value, 7)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** A point for each element, in the colour of its kind. */
function Picture({ rows, columns, kinds }: HiddenGradients['map']): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const paint = (): void => {
      const element = canvas.current;
      const context = element?.getContext('2d');
      if (!element || !context) return;
      const style = getComputedStyle(element);
      const colours = ['--both', '--lost', '--leaked', '--neither'].map((name) =>
        style.getPropertyValue(name),
      );
      kinds.forEach((kind, i) => {
        context.fillStyle = colours[kind] ?? '';
        context.fillRect(i % columns, Math.floor(i / columns), 1, 1);
      });
    };
    paint();
    const query = matchMedia('(prefers-color-scheme: dark)');
    query.addEventListener('change', paint);
    return () => query.removeEventListener('change', paint);
  }, [kinds]);
  return (
    <canvas ref={canvas} width={columns} height={rows} role="img" aria-label={text.value.compare.mapLabel} />
  );
}

function Counterexample({ refutation }: { readonly refutation: Refutation }): JSX.Element {
  const words = text.value.compare;
  const { tried, shrinks, found, shrunk, report } = refutation;
  const failure = report.failures.find(({ place }) => place?.input === 1) ?? report.failures[0];
  return (
    <div class="card">
      <h3>{words.counter}</h3>
      <p>{words.counterLead(tried, shrinks)}</p>
      <Scroll label={words.counter}>
        <table class="values">
          <thead>
            <tr>
              <th scope="col">{words.name}</th>
              <th scope="col">{words.found}</th>
              <th scope="col">{words.shrunk}</th>
            </tr>
          </thead>
          <tbody>
            {shrunk.map(({ name, value }, i) => (
              <tr key={name}>
                <th scope="row">{{ x: 'x', w1: 'W₁', w2: 'W₂', y: 'y' }[name] ?? name}</th>
                <td>
                  <code>{found[i]?.value}</code>
                </td>
                <td>
                  <code class="strong">{value}</code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <p>{words.counterWhy}</p>
      {failure !== undefined && (
        <dl class="row">
          <div>
            <dt>
              ∂L/∂{['x', 'W₁', 'W₂', 'y'][failure.place?.input ?? 1]}: {words.analytic}
            </dt>
            <dd>{brief(failure.analytic ?? NaN, 7)}</dd>
          </div>
          <div>
            <dt>{words.numeric}</dt>
            <dd>{brief(failure.numeric ?? NaN, 7)}</dd>
          </div>
        </dl>
      )}
    </div>
  );
}

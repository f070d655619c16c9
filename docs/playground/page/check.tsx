/**
 * The reader's own function and gradient, checked.
 *
 * @module
 */
import type { JSX } from 'preact';
import type { Checked } from '../protocol.js';
import { examples, exampleNames } from './examples.js';
import { brief, shapeText } from './numbers.js';
import { Button, Fault, Part, Scroll } from './parts.js';
import {
  check,
  code,
  codeFromLink,
  example,
  judging,
  language,
  LIMIT,
  search,
  secondOrder,
  stopJudging,
} from './state.js';
import { text } from './text.js';

export function Check(): JSX.Element {
  const words = text.value.check;
  const { work } = judging;
  const busy = work.state === 'busy';
  return (
    <Part id="check" title={words.title} lead={words.lead}>
      <div class="two even">
        <div class="card code">
          <div class="field wide">
            <label for="example">{words.example}</label>
            <select
              id="example"
              value={example.value ?? ''}
              onChange={({ currentTarget: { value } }) => {
                const name = exampleNames.find((one) => one === value);
                if (name !== undefined) code.value = examples[language.value][name];
              }}
            >
              {example.value === null && <option value="">{words.ownCode}</option>}
              {exampleNames.map((name) => (
                <option key={name} value={name}>
                  {words.examples[name]}
                </option>
              ))}
            </select>
          </div>
          <div class="field wide">
            <label for="code">{words.code}</label>
            <textarea
              id="code"
              rows={18}
              spellcheck={false}
              autoComplete="off"
              autoCapitalize="off"
              aria-describedby="code-help"
              value={code.value}
              onInput={({ currentTarget: { value } }) => (code.value = value)}
            />
            <p class="help" id="code-help">
              {codeFromLink.value && <strong>{words.fromLink} </strong>}
              {words.codeHelp}
            </p>
          </div>
          <label class="tick">
            <input
              type="checkbox"
              checked={secondOrder.value}
              onChange={({ currentTarget: { checked } }) => (secondOrder.value = checked)}
            />
            <span>{words.second}</span>
          </label>
          <div class="buttons">
            <Button kind="main" does={check} off={busy}>
              {words.check}
            </Button>
            <Button does={search} off={busy}>
              {words.search}
            </Button>
            <Button does={stopJudging} off={!busy}>
              {words.stop}
            </Button>
          </div>
        </div>
        <div class="card verdict">
          <Verdict />
          {work.state === 'failed' && (
            <>
              <h3>{words.threw}</h3>
              <Fault {...work} />
            </>
          )}
          {work.state === 'done' && work.result.kind === 'check' && <Report checked={work.result.checked} />}
          {work.state === 'done' &&
            work.result.kind === 'search' &&
            work.result.searched.counterexample !== null && (
              <Report checked={work.result.searched.counterexample} />
            )}
        </div>
      </div>
    </Part>
  );
}

/** The outcome in a sentence or two: what is read out. */
function Verdict(): JSX.Element {
  const { work } = judging;
  const outcome = work.state === 'done' ? work.result : null;
  const checked = outcome?.kind === 'check' ? outcome.checked : (outcome?.searched.counterexample ?? null);
  const sentence = told();
  return (
    <div role="status">
      {sentence !== '' && <p class="status">{sentence}</p>}
      {checked !== null && (
        <h3 class={`seal ${checked.report.verdict}`}>{text.value.check.verdicts[checked.report.verdict]}</h3>
      )}
    </div>
  );
}

function told(): string {
  const words = text.value.check;
  const { work } = judging;
  switch (work.state) {
    case 'idle':
      return words.empty;
    case 'busy':
      return words.running;
    case 'stopped':
      return work.late ? words.late(LIMIT / 1000) : words.stopped;
    case 'failed':
      return '';
    case 'done': {
      if (work.result.kind === 'check') return '';
      const { tried, proven, shrinks, counterexample } = work.result.searched;
      return counterexample === null ? words.none(tried, proven) : words.found(tried, shrinks);
    }
  }
}

function Report({ checked: { report, inputs } }: { readonly checked: Checked }): JSX.Element {
  const words = text.value.check;
  const { verdict, entries, worstError, failures, kinks } = report;
  return (
    <>
      <p>
        {verdict === 'pass' && words.explain.pass(entries, brief(worstError, 2))}
        {verdict === 'fail' && words.explain.fail(failures.length)}
        {verdict === 'kink' && words.explain.kink}
        {verdict === 'uninformative' && words.explain.uninformative}
      </p>
      {verdict === 'fail' && <Failures report={report} />}
      {verdict === 'kink' && (
        <Scroll label={words.verdicts.kink}>
          <table class="values">
            <thead>
              <tr>
                <th scope="col">{words.where}</th>
                <th scope="col">{words.left}</th>
                <th scope="col">{words.right}</th>
                <th scope="col">{words.analytic}</th>
                <th scope="col">{words.between}</th>
              </tr>
            </thead>
            <tbody>
              {kinks.slice(0, 6).map(({ place, left, right, analytic, between }, i) => (
                <tr key={i}>
                  <th scope="row">
                    {words.place(place.input, shapeText(place.index), shapeText(place.outputIndex))}
                  </th>
                  <td>{brief(left)}</td>
                  <td>{brief(right)}</td>
                  <td>{brief(analytic)}</td>
                  <td>{between ? words.yes : words.no}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      <h4>{words.at}</h4>
      <ul class="point">
        {inputs.map(({ name, value }) => (
          <li key={name}>
            <code>
              {name} = {value}
            </code>
          </li>
        ))}
      </ul>
      <details>
        <summary>{words.report}</summary>
        <Scroll label={words.report}>
          <pre lang="en">{report.message}</pre>
        </Scroll>
      </details>
    </>
  );
}

function Failures({ report: { failures } }: { readonly report: Checked['report'] }): JSX.Element {
  const words = text.value.check;
  const entries = failures.filter(({ place }) => place !== undefined);
  const laws = [...new Set(failures.map(({ law }) => law))];
  return (
    <>
      <ul class="laws">
        {laws.map((law) => (
          <li key={law}>{words.laws[law]}</li>
        ))}
      </ul>
      {entries.length > 0 && (
        <Scroll label={words.verdicts.fail}>
          <table class="values">
            <thead>
              <tr>
                <th scope="col">{words.where}</th>
                <th scope="col">{words.analytic}</th>
                <th scope="col">{words.numeric}</th>
                <th scope="col">{words.error}</th>
              </tr>
            </thead>
            <tbody>
              {entries.slice(0, 6).map(({ place, analytic = NaN, numeric = NaN, error = NaN }, i) => (
                <tr key={i}>
                  <th scope="row">
                    {place !== undefined &&
                      words.place(place.input, shapeText(place.index), shapeText(place.outputIndex))}
                  </th>
                  <td>{brief(analytic, 7)}</td>
                  <td>{brief(numeric, 7)}</td>
                  <td>{brief(error, 2)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </>
  );
}

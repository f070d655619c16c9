/**
 * Training: the settings, the curve, the losses.
 *
 * @module
 */
import type { JSX } from 'preact';
import { Chart } from './chart.js';
import { lossText } from './numbers.js';
import { Button, Choice, Fault, Part, Scroll, Status } from './parts.js';
import { dtypes, faults, numberNames, programNames, ranges, type NumberName } from './settings.js';
import { change, config, draft, logarithmic, losses, reset, run, step, stop, training } from './state.js';
import { text } from './text.js';

export function Train(): JSX.Element {
  const { title, lead } = text.value.train;
  return (
    <Part id="train" title={title} lead={lead}>
      <div class="two">
        <Settings />
        <Outcome />
      </div>
    </Part>
  );
}

function Settings(): JSX.Element {
  const words = text.value.train;
  const { program, dtype } = draft.value;
  const running = training.value.state === 'running';
  const wrong = config.value === null;
  return (
    <form
      class="card settings"
      aria-label={words.settings}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <div class="field wide">
        <label for="program">{words.program}</label>
        <select
          id="program"
          value={program}
          aria-describedby="program-help"
          onChange={({ currentTarget: { value } }) => {
            const chosen = programNames.find((name) => name === value);
            if (chosen !== undefined) change({ program: chosen });
          }}
        >
          {programNames.map((name) => (
            <option key={name} value={name}>
              {words.programs[name]}
            </option>
          ))}
        </select>
        <p class="help" id="program-help">
          {words.programHelp[program]}
        </p>
      </div>
      <div class="fields">
        {numberNames.map((name) => (
          <NumberField key={name} name={name} />
        ))}
      </div>
      <Choice
        legend={words.dtype}
        name="dtype"
        value={dtype}
        options={dtypes.map((one) => [one, one] as const)}
        chosen={(one) => change({ dtype: one })}
      />
      <div class="buttons">
        <Button submits kind="main" off={wrong || running}>
          {words.run}
        </Button>
        <Button does={() => void step()} off={wrong || running}>
          {words.step}
        </Button>
        <Button does={stop} off={!running}>
          {words.stop}
        </Button>
        <Button does={reset} off={losses.value.length === 0 && !running}>
          {words.reset}
        </Button>
      </div>
    </form>
  );
}

function NumberField({ name }: { readonly name: NumberName }): JSX.Element {
  const words = text.value.train;
  const wrong = faults(draft.value).includes(name);
  const id = `field-${name}`;
  return (
    <div class="field">
      <label for={id}>{words.fields[name]}</label>
      <input
        id={id}
        type="text"
        inputMode={name === 'learningRate' ? 'text' : 'numeric'}
        autoComplete="off"
        spellcheck={false}
        value={draft.value[name]}
        aria-invalid={wrong ? 'true' : undefined}
        aria-describedby={wrong ? `${id}-fault` : undefined}
        onInput={({ currentTarget: { value } }) => change({ [name]: value })}
      />
      {wrong && (
        <p class="help bad" id={`${id}-fault`} role="alert">
          {words.fault(acceptedText(name))}
        </p>
      )}
    </div>
  );
}

/** What a field accepts, in words. */
export function acceptedText(name: NumberName): string {
  const words = text.value.train;
  if (name === 'learningRate') return words.acceptedRate;
  return words.accepted(ranges[name].least, ranges[name].most);
}

function Outcome(): JSX.Element {
  const words = text.value.train;
  const curve = losses.value;
  const epochs = config.value?.epochs ?? 1;
  return (
    <div class="card outcome">
      <div class="head">
        <h3>{words.curve}</h3>
        <Choice
          legend={words.scale}
          name="scale"
          value={logarithmic.value ? 'log' : 'linear'}
          options={[
            ['log', words.log],
            ['linear', words.linear],
          ]}
          chosen={(scale) => (logarithmic.value = scale === 'log')}
        />
      </div>
      <div class="beside">
        <Chart
          label={summary(curve)}
          curves={[{ name: '', values: curve, colour: '--first' }]}
          logarithmic={logarithmic.value}
          epochs={epochs}
        />
        <Scroll label={words.losses} class="losses">
          <table>
            <thead>
              <tr>
                <th scope="col">{text.value.columnEpoch}</th>
                <th scope="col">{words.axisLoss}</th>
              </tr>
            </thead>
            <tbody>
              {curve.map((loss, epoch) => (
                <tr key={epoch}>
                  <td>{epoch}</td>
                  <td title={String(loss)}>{lossText(loss)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </div>
      <Status>{told()}</Status>
      {training.value.state === 'failed' && <Fault {...training.value} />}
      {training.value.state === 'finished' && training.value.trained !== null && (
        <p class="digest">
          <span>{words.digest}</span>
          <code>{training.value.trained.digest}</code>
          <span class="help">{words.digestHelp}</span>
        </p>
      )}
    </div>
  );
}

function summary(curve: readonly number[]): string {
  const words = text.value.train;
  const [first, last] = [curve[0], curve.at(-1)];
  if (first === undefined || last === undefined) return words.noCurve;
  if (curve.length === 1) return words.oneLoss(lossText(first));
  let at = 0;
  for (const [epoch, loss] of curve.entries()) if (loss < (curve[at] ?? Infinity)) at = epoch;
  return words.summary(curve.length, lossText(first), lossText(last), lossText(curve[at] ?? NaN), at);
}

/** The state of the training in a sentence or two. */
function told(): string {
  const words = text.value.train;
  const curve = losses.value;
  const last = curve.at(-1);
  const state = training.value;
  if (state.state === 'running') return words.running;
  if (state.state === 'stopped') return words.stoppedAt(curve.length);
  if (last === undefined) return words.empty;
  const diverged = Number.isFinite(last) ? [] : [words.diverged];
  if (state.state !== 'finished')
    return [words.atEpoch(curve.length - 1, lossText(last)), ...diverged].join(' ');
  const took = state.trained === null ? [] : [words.took(Math.round(state.trained.milliseconds))];
  return [words.finished(curve.length, lossText(last)), ...took, ...diverged].join(' ');
}

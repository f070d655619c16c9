/**
 * The graph of one training step, with the numbers of each value.
 *
 * @module
 */
import { Graph as Layout, layout, type EdgeLabel, type GraphLabel, type NodeLabel } from '@dagrejs/dagre';
import { signal, useSignal } from '@preact/signals';
import { Fragment, type JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Glance, Graph, GraphNode, Passed } from '../protocol.js';
import { brief, countText, shapeText } from './numbers.js';
import { Button, Fault, Part, Scroll } from './parts.js';
import { draft, drawing, graph } from './state.js';
import { text, type Text } from './text.js';

/** The value whose numbers are shown. */
const selected = signal('loss');

/** How a value is written, what makes it, and what its function hands back; G is the gradient of the value. */
interface Writing {
  readonly sign: string;
  readonly formula?: string;
  readonly back?: readonly string[];
  /** The key of the reason. */
  readonly why?: keyof Text['graph']['why'];
}

const written: Readonly<Record<string, Writing>> = {
  x: { sign: 'x' },
  y: { sign: 'y' },
  w1: { sign: 'W₁' },
  w2: { sign: 'W₂' },
  h: { sign: 'h', formula: 'h = x·W₁', back: ['∂L/∂W₁ = xᵀ·G'], why: 'h' },
  r: { sign: 'r', formula: 'r = max(h, 0)', back: ['∂L/∂h = G ⊙ [h ≥ 0]'], why: 'r' },
  yPred: { sign: 'ŷ', formula: 'ŷ = r·W₂', back: ['∂L/∂r = G·W₂ᵀ', '∂L/∂W₂ = rᵀ·G'], why: 'yPred' },
  difference: { sign: 'd', formula: 'd = ŷ − y', back: ['∂L/∂ŷ = G'], why: 'difference' },
  squares: { sign: 's', formula: 's = d²', back: ['∂L/∂d = 2·d ⊙ G'], why: 'squares' },
  loss: { sign: 'L', formula: 'L = Σ s', back: ['∂L/∂s = G'], why: 'loss' },
};

const byHand: Writing = {
  sign: 'ŷ',
  formula: 'ŷ = max(x·W₁, 0)·W₂',
  back: ['∂L/∂W₁ = xᵀ·(G·W₂ᵀ ⊙ [h ≥ 0])', '∂L/∂W₂ = rᵀ·G'],
  why: 'byHand',
};

const signOf = (name: string): string => written[name]?.sign ?? name;

export function GraphPart(): JSX.Element {
  const words = text.value.graph;
  const { program } = draft.value;
  const drawn = graph.value;
  const { work } = drawing;
  const note = program === 'published' || program === 'manual' ? words.byHand : '';
  return (
    <Part id="graph" title={words.title} lead={words.lead(drawn?.epoch ?? 0)}>
      {note !== '' && (
        <p class="note">
          {note} {program === 'published' && words.publishedToo}
        </p>
      )}
      {work.state === 'failed' && <Fault {...work} />}
      {drawn !== null && (
        <div class="card drawing" aria-busy={work.state === 'busy' ? 'true' : undefined}>
          <Drawing drawn={drawn} />
          <Stepper drawn={drawn} />
          <Details drawn={drawn} />
          <Walk drawn={drawn} />
        </div>
      )}
      {drawn === null && work.state === 'busy' && <p class="help">{text.value.busy}</p>}
    </Part>
  );
}

/** The sizes of a plan that goes to the right, and of one that goes down and fits a phone. */
const plans = {
  right: { rankdir: 'LR', width: 104, height: 50, nodesep: 22, ranksep: 36 },
  down: { rankdir: 'TB', width: 86, height: 48, nodesep: 6, ranksep: 34 },
} as const;

type Plan = (typeof plans)[keyof typeof plans];

/** Where everything is. */
function place(
  nodes: readonly GraphNode[],
  { rankdir, width, height, nodesep, ranksep }: Plan,
): Layout<GraphLabel, NodeLabel, EdgeLabel> {
  const plan = new Layout<GraphLabel, NodeLabel, EdgeLabel>();
  plan.setGraph({ rankdir, nodesep, ranksep, marginx: 4, marginy: 6 });
  plan.setDefaultEdgeLabel(() => ({}));
  for (const { name } of nodes) plan.setNode(name, { width, height });
  for (const { name, inputs } of nodes) for (const input of inputs) plan.setEdge(input, name);
  layout(plan);
  return plan;
}

function Drawing({ drawn: { nodes } }: { readonly drawn: Graph }): JSX.Element {
  const words = text.value.graph;
  const frame = useRef<HTMLDivElement>(null);
  const wide = useSignal(true);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => (wide.value = element.clientWidth >= 960));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const size = plans[wide.value ? 'right' : 'down'];
  const plan = place(nodes, size);
  const { width = 0, height = 0 } = plan.graph();
  const now = selectedIn(nodes).name;
  const buttons = useRef(new Map<string, HTMLButtonElement>());
  const move = (event: KeyboardEvent): void => {
    const at = nodes.findIndex(({ name }) => name === now);
    const to = {
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      ArrowLeft: at - 1,
      ArrowUp: at - 1,
      Home: 0,
      End: nodes.length - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = nodes[(to + nodes.length) % nodes.length];
    if (next !== undefined) buttons.current.get(next.name)?.focus();
  };
  return (
    <>
      <p class="help">{words.keys}</p>
      <div class="frame" ref={frame}>
        <div
          class={`plan ${size.rankdir}`}
          role="group"
          aria-label={words.list}
          onKeyDown={move}
          style={{ width: `${width}px`, height: `${height}px` }}
        >
          <svg width={width} height={height} aria-hidden="true">
            <defs>
              {['edge', 'edge-on'].map((kind) => (
                <marker
                  key={kind}
                  id={kind}
                  viewBox="0 0 10 10"
                  refX="9"
                  refY="5"
                  markerWidth="7"
                  markerHeight="7"
                  orient="auto"
                >
                  <path d="M0 0 10 5 0 10z" class={kind} />
                </marker>
              ))}
            </defs>
            {plan.edges().map(({ v, w }) => {
              const { points = [] } = plan.edge(v, w) as {
                readonly points?: readonly { x: number; y: number }[];
              };
              const on = w === now || v === now;
              return (
                <path
                  key={`${v}-${w}`}
                  class={on ? 'line on' : 'line'}
                  d={`M${points.map(({ x, y }) => `${x} ${y}`).join('L')}`}
                  marker-end={`url(#${on ? 'edge-on' : 'edge'})`}
                />
              );
            })}
          </svg>
          {nodes.map((node) => {
            const { x = 0, y = 0 } = plan.node(node.name);
            const kind = node.rule === null ? (node.gradient === null ? 'data' : 'weight') : 'function';
            return (
              <button
                key={node.name}
                type="button"
                ref={(element) => {
                  if (element === null) buttons.current.delete(node.name);
                  else buttons.current.set(node.name, element);
                }}
                class={`node ${kind}`}
                aria-label={spoken(node)}
                aria-current={node.name === now ? 'true' : undefined}
                tabIndex={node.name === now ? 0 : -1}
                style={{
                  left: `${x - size.width / 2}px`,
                  top: `${y - size.height / 2}px`,
                  width: `${size.width}px`,
                  height: `${size.height}px`,
                }}
                onFocus={() => (selected.value = node.name)}
                onPointerEnter={() => (selected.value = node.name)}
                onClick={() => (selected.value = node.name)}
              >
                <span class="sign">
                  {signOf(node.name)}{' '}
                  <small>{node.rule ?? (kind === 'data' ? words.input : words.weight)}</small>
                </span>{' '}
                <span class="shape">{shapeText(node.value.shape)}</span>
              </button>
            );
          })}
        </div>
      </div>
    </>
  );
}

/** The value whose numbers are shown; the loss where the graph has no value of that name. */
function selectedIn(nodes: readonly GraphNode[]): GraphNode {
  const node = nodes.find(({ name }) => name === selected.value) ?? nodes.at(-1);
  if (node === undefined) throw new Error('a graph has at least its loss');
  return node;
}

/** Goes along the walk back, function by function. */
function Stepper({ drawn: { nodes, walk } }: { readonly drawn: Graph }): JSX.Element {
  const words = text.value.graph;
  const now = selectedIn(nodes).name;
  const at = walk.findIndex(({ taken }) => taken.name === now);
  const go = (to: number): void => {
    const { taken } = walk[Math.max(0, to)] ?? {};
    if (taken !== undefined) selected.value = taken.name;
  };
  return (
    <div class="stepper">
      <h3>{words.walk}</h3>
      <div class="buttons">
        <Button off={at === 0} does={() => go(at - 1)}>
          {words.previous}
        </Button>
        <Button off={at === walk.length - 1} does={() => go(at + 1)}>
          {words.next}
        </Button>
        <span role="status">{at >= 0 && words.walkAt(at + 1, walk.length, walk[at]?.rule ?? '')}</span>
      </div>
    </div>
  );
}

/** The whole walk as a table. */
function Walk({ drawn: { nodes, walk } }: { readonly drawn: Graph }): JSX.Element {
  const words = text.value.graph;
  const now = selectedIn(nodes).name;
  const cells = ({ name, shape, norm }: Passed): JSX.Element => (
    <>
      <td>{signOf(name)}</td>
      <td>{shapeText(shape)}</td>
      <td>{brief(norm, 7)}</td>
    </>
  );
  return (
    <div class="walk">
      <p class="help">{words.walkLead}</p>
      <Scroll label={words.walk}>
        <table>
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>
                {words.columnStep}
              </th>
              <th scope="col" rowSpan={2}>
                {words.columnFunction}
              </th>
              <th scope="colgroup" colSpan={3}>
                {words.columnTaken}
              </th>
              <th scope="colgroup" colSpan={3}>
                {words.columnPassed}
              </th>
            </tr>
            <tr>
              {[0, 1].map((side) => (
                <Fragment key={side}>
                  <th scope="col">{words.of}</th>
                  <th scope="col">{words.shape}</th>
                  <th scope="col">{words.norm}</th>
                </Fragment>
              ))}
            </tr>
          </thead>
          {walk.map(({ rule, taken, passed }, i) => (
            <tbody key={taken.name} class={taken.name === now ? 'now' : undefined}>
              {passed.map((one, j) => (
                <tr key={one.name}>
                  {j === 0 && (
                    <>
                      <th scope="rowgroup" rowSpan={passed.length}>
                        {i + 1}
                      </th>
                      <td rowSpan={passed.length}>{rule}</td>
                    </>
                  )}
                  {j === 0 ? cells(taken) : <td colSpan={3} />}
                  {cells(one)}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </Scroll>
    </div>
  );
}

/** A node as it is read out: first what stands in it, then its numbers. */
function spoken({ name, rule, value, gradient }: GraphNode): string {
  const words = text.value.graph;
  const numbers = (glance: Glance): string =>
    [`${words.norm} ${brief(glance.norm)}`, `${words.first} ${firstText(glance)}`].join(', ');
  const kind = rule ?? (gradient === null ? words.input : words.weight);
  return [
    `${signOf(name)} ${kind} ${shapeText(value.shape)}`,
    `${words.value}: ${numbers(value)}`,
    `${words.gradient}: ${gradient === null ? words.noGradient : numbers(gradient)}`,
  ].join('. ');
}

const firstText = ({ first, count }: Glance): string =>
  `${first.map((value) => brief(value)).join(', ')}${count > first.length ? ', …' : ''}`;

function Details({ drawn: { nodes } }: { readonly drawn: Graph }): JSX.Element {
  const words = text.value.graph;
  const node = selectedIn(nodes);
  const { formula, back, why } = node.rule === 'ManualModel' ? byHand : (written[node.name] ?? {});
  return (
    <div class="details">
      <div>
        <h3>
          {signOf(node.name)}{' '}
          <small>{node.rule ?? (node.gradient === null ? words.input : words.weight)}</small>
        </h3>
        {formula === undefined ? (
          <p class="help">{node.gradient === null ? words.inputHelp : words.weightHelp}</p>
        ) : (
          <dl>
            <dt>{words.formula}</dt>
            <dd class="formula">{formula}</dd>
            <dt>{words.back}</dt>
            <dd class="formula">
              {back?.map((line) => (
                <div key={line}>{line}</div>
              ))}
            </dd>
          </dl>
        )}
        {why !== undefined && <p class="help">{words.why[why]}</p>}
      </div>
      <div>
        <h4>{words.value}</h4>
        <Numbers glance={node.value} />
      </div>
      <div>
        <h4>{formula === undefined ? words.gradient : words.gradientG}</h4>
        {node.gradient === null ? <p class="help">{words.noGradient}</p> : <Numbers glance={node.gradient} />}
      </div>
    </div>
  );
}

function Numbers({ glance }: { readonly glance: Glance }): JSX.Element {
  const words = text.value.graph;
  return (
    <dl>
      <dt>{words.shape}</dt>
      <dd>
        {shapeText(glance.shape)} <small>{glance.dtype}</small>
      </dd>
      <dt>{words.norm}</dt>
      <dd>{brief(glance.norm, 7)}</dd>
      <dt>{glance.count === 1 ? words.only : `${words.first} / ${countText(glance.count)}`}</dt>
      <dd class="numbers">
        {glance.first.map((value, i) => (
          <span key={i}>{brief(value, glance.count === 1 ? 9 : 5)}</span>
        ))}
        {glance.count > glance.first.length && <span>…</span>}
      </dd>
    </dl>
  );
}

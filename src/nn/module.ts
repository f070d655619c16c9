/**
 * Module: a function with parameters, and optionally a backward derived by hand.
 *
 * @module
 */
import { Function, isVariable, type Gradients } from '../autograd/function.js';
import { noGrad } from '../autograd/grad-mode.js';
import { Variable } from '../autograd/variable.js';
import { ArgumentError, AutogradError, describe } from '../errors.js';
import { Tensor } from '../tensor/tensor.js';

/**
 * A Variable that a {@link Module} learns: a leaf that needs a gradient.
 *
 * @example
 * ```ts
 * import { Parameter, tensor } from 'gradus';
 * new Parameter(tensor([1, 2])).requiresGrad; // => true
 * ```
 */
export class Parameter extends Variable {
  constructor(data: Tensor) {
    super(data, { requiresGrad: true });
  }
}

/** What `forward` takes, with a Tensor in the place of any of it. */
export type OrConstants<Inputs extends readonly unknown[]> = {
  readonly [Place in keyof Inputs]: Inputs[Place] | Tensor;
};

/**
 * A part of a network. A subclass gives `forward`, on Variables; `call` runs it.
 *
 * A subclass may also give `backward`. Then `call` records that hand-derived rule in the graph in place of the
 * automatic one, and `gradcheck` can verify it against finite differences of `forward`.
 *
 * Parameters are the {@link Parameter}s in its properties, in those of Modules in its properties, and in arrays
 * of either; their names are the paths to them.
 *
 * @example
 * ```ts
 * import { Module, Parameter, tensor, Variable } from 'gradus';
 * class Scale extends Module {
 *   factor = new Parameter(tensor(3));
 *   forward(x: Variable): Variable { return x.mul(this.factor); }
 * }
 * const scale = new Scale();
 * scale.call(new Variable(tensor([1, 2]))).toArray(); // => [3, 6]
 * scale.namedParameters().map(([name]) => name); // => ['factor']
 * ```
 */
export abstract class Module {
  /** The value, made of differentiable operations unless `backward` is given too. */
  abstract forward(...inputs: readonly Variable[]): Variable;

  /**
   * A hand-derived rule: the gradients with regard to the inputs, then with regard to the parameters in the
   * order of {@link Module.parameters}; `null` where there is none. Written in differentiable operations it can
   * be differentiated itself.
   *
   * @param gradOutput - the gradient with regard to the output, in its shape
   * @param inputs - what `call` was given
   * @param output - what `forward` returned
   */
  backward?(gradOutput: Variable, inputs: readonly Variable[], output: Variable): Gradients;

  /**
   * Runs `forward`, and records `backward` as its rule where there is one.
   *
   * @param inputs - as `forward` takes them; a Tensor is a constant
   * @throws `ArgumentError` for an input that is neither a Variable nor a Tensor
   */
  call(...inputs: OrConstants<Parameters<this['forward']>>): Variable {
    const variables = inputs.map((input: unknown, i) => {
      if (isVariable(input)) return input;
      if (input instanceof Tensor) return new Variable(input);
      throw new ArgumentError(
        `${this.constructor.name}.call: input ${i} is ${describe(input)}; accepted is a Variable or a Tensor`,
      );
    });
    if (this.backward === undefined) return checkedOutput(this, this.forward(...variables));
    const parameters = this.parameters();
    return new HandDerived(this, variables.length).apply(...variables, ...parameters);
  }

  /** The parameters with their names, in the order in which the properties were defined; each once. */
  namedParameters(): readonly (readonly [name: string, parameter: Parameter])[] {
    const found = new Map<Parameter, string>();
    const open = new Set<unknown>();
    const visit = (value: unknown, path: string): void => {
      if (value instanceof Parameter) {
        if (!found.has(value)) found.set(value, path);
      } else if ((value instanceof Module || Array.isArray(value)) && !open.has(value)) {
        open.add(value);
        for (const [name, part] of Object.entries(value)) visit(part, path === '' ? name : `${path}.${name}`);
        open.delete(value);
      }
    };
    visit(this, '');
    return [...found].map(([parameter, name]) => [name, parameter] as const);
  }

  /** The parameters, in the order of {@link Module.namedParameters}. */
  parameters(): readonly Parameter[] {
    return this.namedParameters().map(([, parameter]) => parameter);
  }

  /** Forgets the gradients of all parameters. */
  zeroGrad(): void {
    for (const parameter of this.parameters()) parameter.zeroGrad();
  }
}

function checkedOutput(module: Module, output: unknown): Variable {
  if (isVariable(output)) return output;
  throw new AutogradError(
    `${module.constructor.name}: forward returned ${describe(output)}; accepted is a Variable`,
  );
}

/** The application of a Module with its own `backward`: its inputs and its parameters to its output. */
class HandDerived extends Function<readonly Variable[]> {
  readonly #module: Module;
  readonly #arity: number;

  constructor(module: Module, arity: number) {
    super();
    this.#module = module;
    this.#arity = arity;
  }

  override get name(): string {
    return this.#module.constructor.name;
  }

  forward(...operands: readonly Tensor[]): Tensor {
    const inputs = operands.slice(0, this.#arity).map((operand) => new Variable(operand));
    return noGrad(() => checkedOutput(this.#module, this.#module.forward(...inputs))).data;
  }

  backward(grad: Variable): Gradients {
    const inputs = this.inputs;
    const parameters = this.parents.slice(this.#arity);
    if (parameters.some((parameter, i) => inputs[this.#arity + i] !== parameter)) {
      throw new AutogradError(
        `${this.name}: a parameter was assigned between call and backward, so the hand-derived backward would ` +
          `see another value than forward did; call again after the update`,
      );
    }
    const gradients: unknown = this.#module.backward?.(grad, inputs.slice(0, this.#arity), this.output);
    if (Array.isArray(gradients) && gradients.length === inputs.length) return gradients as Gradients;
    const came = Array.isArray(gradients) ? `${gradients.length} gradients` : describe(gradients);
    throw new AutogradError(
      `${this.name}: backward returned ${came}; accepted is an array of ${inputs.length}: ` +
        `one for each of ${this.#arity} inputs, then one for each of ${parameters.length} parameters`,
    );
  }
}

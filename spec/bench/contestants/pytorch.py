"""PyTorch's side of the benchmark: the counterpart of worker.mjs, with the same tasks and the same commands."""
import json
import sys
import time

started = time.perf_counter()
try:
    import torch
    from torch.nn import functional as F
except ImportError:
    sys.exit("python3-torch is not installed")
imported = (time.perf_counter() - started) * 1000

torch.set_num_threads(1)
DTYPES = {"float32": torch.float32, "float64": torch.float64}

OPERATIONS = {
    "add": lambda x, y: x + y,
    "mul": lambda x, y: x * y,
    "div": lambda x, y: x / y,
    "clamp": lambda x, y: x.clamp(min=1),
    "pow": lambda x, y: x.pow(2),
    "sqrt": lambda x, y: x.sqrt(),
    "exp": lambda x, y: x.exp(),
    "log": lambda x, y: x.log(),
    "tanh": lambda x, y: x.tanh(),
    "sin": lambda x, y: x.sin(),
    "sigmoid": lambda x, y: x.sigmoid(),
    "gelu": lambda x, y: F.gelu(x),
    "softplus": lambda x, y: F.softplus(x),
    "sum": lambda x, y: x.sum(),
    "sum(0)": lambda x, y: x.sum(0),
    "sum(1)": lambda x, y: x.sum(1),
    "mean": lambda x, y: x.mean(),
    "max": lambda x, y: x.max(),
    "var": lambda x, y: x.var(),
    "argmax(1)": lambda x, y: x.argmax(1),
    "softmax(1)": lambda x, y: x.softmax(1),
    "logsumexp(1)": lambda x, y: x.logsumexp(1),
    "cumsum(1)": lambda x, y: x.cumsum(1),
    "sort(1)": lambda x, y: x.sort(1).values,
    "transpose, then copy": lambda x, y: x.t() + 0,
}


def job(epochs, record):
    if record:
        return None

    def run():
        x = torch.randn(100, 1000)
        y = torch.randn(100, 10)
        w1 = torch.randn(1000, 100, requires_grad=True)
        w2 = torch.randn(100, 10, requires_grad=True)
        for _ in range(epochs):
            loss = (x.mm(w1).clamp(min=0).mm(w2) - y).pow(2).sum()
            last = loss.item()
            loss.backward()
            with torch.no_grad():
                for w in (w1, w2):
                    w -= 1e-6 * w.grad
                    w.grad.zero_()
        return last

    return run


def mm(m, k, n, dtype):
    a = torch.randn(m, k, dtype=DTYPES[dtype])
    b = torch.randn(k, n, dtype=DTYPES[dtype])
    return lambda: a.mm(b)


def operation(name, shape, dtype):
    x = torch.rand(shape, dtype=DTYPES[dtype]) + 0.5
    y = torch.rand(shape, dtype=DTYPES[dtype]) + 0.5
    run = OPERATIONS.get(name)
    return run and (lambda: run(x, y))


def attention(q, k, v):
    return (q @ k.transpose(1, 2) / q.shape[-1] ** 0.5).softmax(-1) @ v


LABELS = torch.randint(1000, (256,))
NETWORKS = {
    "bmm": ([(32, 64, 64)] * 2, lambda a, b: a.bmm(b)),
    "conv2d": ([(8, 16, 32, 32), (32, 16, 3, 3)], lambda x, w: F.conv2d(x, w, padding=1)),
    "maxPool2d": ([(8, 16, 64, 64)], lambda x: F.max_pool2d(x, 2)),
    "layerNorm": ([(256, 1000)], lambda x: F.layer_norm(x, [1000])),
    "crossEntropy": ([(256, 1000)], lambda x: F.cross_entropy(x, LABELS)),
    "attention": ([(8, 128, 64)] * 3, attention),
}


def network(name):
    shapes, function = NETWORKS[name]
    inputs = [torch.randn(shape, requires_grad=True) for shape in shapes]

    def run():
        function(*inputs).sum().backward()
        for x in inputs:
            x.grad = None

    return run


def randn(shape, dtype):
    return lambda: torch.randn(shape, dtype=DTYPES[dtype])


def walk(nodes, forward):
    x = torch.randn((), requires_grad=True)

    def chain():
        y = x
        for _ in range(nodes):
            y = y * 1.000001
        return y

    if forward:

        def run():
            chain().backward()
            x.grad = None

    else:
        end = chain()

        def run():
            end.backward(retain_graph=True)
            x.grad = None

    return run


def gradcheck(batch, inputs, outputs):
    leaf = dict(dtype=torch.float64, requires_grad=True)
    x = torch.randn(batch, inputs, **leaf)
    w = torch.randn(inputs, outputs, **leaf)
    b = torch.randn(outputs, **leaf)
    return lambda: torch.autograd.gradcheck(lambda x, w, b: (x.mm(w) + b).tanh(), (x, w, b))


TASKS = {
    "job": job,
    "mm": mm,
    "operation": operation,
    "network": network,
    "randn": randn,
    "walk": walk,
    "gradcheck": gradcheck,
}


def peak():
    """The most memory this process ever held, in bytes."""
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))
    except OSError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def timed(run, calls, atleast):
    """Calls `run` so often, and then as long as `atleast` milliseconds have not passed."""
    start = time.perf_counter()
    done = 0
    while done < calls or (time.perf_counter() - start) * 1000 < atleast:
        run()
        done += 1
    return {"calls": done, "ms": (time.perf_counter() - start) * 1000}


def blas():
    """Which library multiplies the matrices: Debian lets the administrator choose, and the choice is decisive."""
    torch.ones(64, 64).mm(torch.ones(64, 64))
    try:
        with open("/proc/self/maps") as maps:
            loaded = {line.split("/")[-1].strip() for line in maps if "/" in line}
    except OSError:
        return "an unknown BLAS"
    return "OpenBLAS" if any("openblas" in name for name in loaded) else "a BLAS that is not OpenBLAS"


def serve():
    run = None
    for line in sys.stdin:
        command = json.loads(line)
        if "task" in command:
            task = TASKS.get(command["task"])
            run = task and task(**command["params"])
            answer = {"offered": run is not None}
        else:
            answer = timed(run, command["calls"], command["atLeast"])
            answer["peak"] = peak()
        print(json.dumps(answer), flush=True)


mode = sys.argv[1] if len(sys.argv) > 1 else "serve"
if mode == "version":
    print(f"{torch.__version__} with {blas()}")
elif mode == "import":
    print(json.dumps({"ms": imported, "peak": peak()}))
elif mode == "job":
    last = job(epochs=20, record=False)()
    print(json.dumps({"last": last, "peak": peak()}))
else:
    serve()

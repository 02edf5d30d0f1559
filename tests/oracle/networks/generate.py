"""Writes mixed_*.json beside this file: networks whose every number comes from PyTorch (float64, CPU), in the
same form as the other files here. Run with an interpreter that has torch: python3 tests/oracle/networks/generate.py
"""
import json
import os

import torch
import torch.nn.functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
torch.set_default_dtype(torch.float64)

OPS = {
    "linear": lambda a, p: F.linear(p["x"], p["weight"], p.get("bias")),
    "matmul": lambda a, p: p["a"] @ p["b"],
    "conv2d": lambda a, p: F.conv2d(p["x"], p["weight"], p.get("bias"), a["stride"], a["padding"], a["dilation"], a["groups"]),
    "max_pool2d": lambda a, p: F.max_pool2d(p["x"], a["kernel_size"], a["stride"], a["padding"]),
    "avg_pool2d": lambda a, p: F.avg_pool2d(p["x"], a["kernel_size"], a["stride"], a["padding"]),
    "flatten": lambda a, p: p["x"].flatten(1),
    "reshape": lambda a, p: p["x"].reshape(a["shape"]),
    "add": lambda a, p: p["a"] + p["b"],
    "sub": lambda a, p: p["a"] - p["b"],
    "mul": lambda a, p: p["a"] * p["b"],
    "div": lambda a, p: p["a"] / p["b"],
    "pow": lambda a, p: p["a"] ** (p["b"] if "b" in p else a["exponent"]),
    "neg": lambda a, p: -p["x"],
    "exp": lambda a, p: torch.exp(p["x"]),
    "log": lambda a, p: torch.log(p["x"]),
    "sigmoid": lambda a, p: torch.sigmoid(p["x"]),
    "tanh": lambda a, p: torch.tanh(p["x"]),
    "relu": lambda a, p: torch.relu(p["x"]),
    "softmax": lambda a, p: torch.softmax(p["x"], a["dim"]),
    "sum": lambda a, p: p["x"].sum() if a.get("dim") is None else p["x"].sum(a["dim"], keepdim=a.get("keepdim", False)),
    "mean": lambda a, p: p["x"].mean() if a.get("dim") is None else p["x"].mean(a["dim"], keepdim=a.get("keepdim", False)),
    "mse_loss": lambda a, p: F.mse_loss(p["input"], p["target"], reduction=a["reduction"]),
    "bce_with_logits_loss": lambda a, p: F.binary_cross_entropy_with_logits(p["input"], p["target"], reduction=a["reduction"]),
    "cross_entropy_loss": lambda a, p: F.cross_entropy(p["input"], p["target"], reduction=a["reduction"]),
}


def pack(t):
    t = t.detach()
    kind = {torch.float64: "float64", torch.int64: "int64"}[t.dtype]
    return {"dtype": kind, "shape": list(t.shape), "data": t.reshape(-1).tolist()}


def rand(*shape, scale=1.0):
    return torch.round(torch.randn(*shape) * scale * 1e4) / 1e4


def build(name, inputs, params, nodes, loss, constants=(), fixed=()):
    env = {}
    for key, value in {**inputs, **params}.items():
        env[key] = value.clone().requires_grad_(value.dtype == torch.float64 and key not in fixed)
    for node in nodes:
        ports = {port: env[source] for port, source in node["inputs"].items()}
        out = OPS[node["op"]](node["attrs"], ports)
        out.retain_grad()
        env[next(iter(node["outputs"].values()))] = out
    env[loss].backward()
    names = [next(iter(n["outputs"].values())) for n in nodes]
    document = {
        "schema": "oracle-net/1",
        "name": name,
        "torch": f"PyTorch {torch.__version__}, CPU, float64",
        "graph": {
            "inputs": [{"name": k, "requires_grad": env[k].requires_grad, "constant": k in constants} for k, v in inputs.items()],
            "params": list(params),
            "nodes": nodes,
            "loss": loss,
        },
        "inputs": {k: pack(v) for k, v in inputs.items()},
        "params": {k: pack(v) for k, v in params.items()},
        "values": {k: pack(env[k]) for k in names},
        "deltas": {k: pack(env[k].grad) for k in names if env[k].grad is not None},
        "input_grads": {k: pack(env[k].grad) for k in inputs if env[k].grad is not None},
        "param_grads": {k: pack(env[k].grad) for k in params},
    }
    with open(os.path.join(HERE, f"{name}.json"), "w") as file:
        json.dump(document, file)
        file.write("\n")


def node(id, op, inputs, out="y", **attrs):
    return {"id": id, "op": op, "attrs": attrs, "inputs": inputs, "outputs": {out: id}}


torch.manual_seed(7)
build(
    "mixed_fanout",
    {"x": rand(5, 3), "t": rand(5, 2)},
    {"w": rand(4, 3), "v": rand(4, 2), "s": rand(4, scale=0.3)},
    [
        node("h", "linear", {"x": "x", "weight": "w", "bias": "s"}),
        node("a", "tanh", {"x": "h"}),
        node("b", "sigmoid", {"x": "h"}),
        node("aa", "mul", {"a": "a", "b": "a"}),
        node("e", "exp", {"x": "b"}),
        node("q", "div", {"a": "aa", "b": "e"}),
        node("g", "add", {"a": "q", "b": "s"}),
        node("m", "mean", {"x": "g"}, dim=[1], keepdim=True),
        node("c", "sub", {"a": "g", "b": "m"}),
        node("p", "pow", {"a": "c"}, exponent=2),
        node("n", "neg", {"x": "p"}),
        node("sm", "softmax", {"x": "n"}, dim=-1),
        node("o", "matmul", {"a": "sm", "b": "v"}),
        node("loss", "mse_loss", {"input": "o", "target": "t"}, out="loss", reduction="mean"),
    ],
    "loss",
)
build(
    "mixed_convolution",
    {"x": rand(3, 4, 9, 8), "t": torch.tensor([2, 0, 1])},
    {"k1": rand(6, 2, 3, 3, scale=0.4), "b1": rand(6, scale=0.1), "k2": rand(3, 6, 2, 3, scale=0.3), "w": rand(3, 12, scale=0.4)},
    [
        node("c1", "conv2d", {"x": "x", "weight": "k1", "bias": "b1"}, stride=[2, 1], padding=[1, 2], dilation=[1, 2], groups=2),
        node("r1", "relu", {"x": "c1"}),
        node("p1", "max_pool2d", {"x": "r1"}, kernel_size=[2, 3], stride=[1, 2], padding=[0, 1]),
        node("c2", "conv2d", {"x": "p1", "weight": "k2"}, stride=[1, 1], padding=[0, 1], dilation=[1, 1], groups=1),
        node("p2", "avg_pool2d", {"x": "c2"}, kernel_size=[2, 2], stride=[2, 2], padding=[1, 0]),
        node("f", "flatten", {"x": "p2"}, start_dim=1, end_dim=-1),
        node("z", "linear", {"x": "f", "weight": "w"}),
        node("loss", "cross_entropy_loss", {"input": "z", "target": "t"}, out="loss", reduction="mean"),
    ],
    "loss",
)
build(
    "mixed_shared",
    {"x": rand(4, 3), "t": (rand(4, 3) > 0).double(), "half": torch.tensor(0.5)},
    {"w": rand(3, 3, scale=0.6), "b": rand(3, scale=0.2)},
    [
        node("h1", "linear", {"x": "x", "weight": "w", "bias": "b"}),
        node("a1", "tanh", {"x": "h1"}),
        node("h2", "linear", {"x": "a1", "weight": "w", "bias": "b"}),
        node("a2", "tanh", {"x": "h2"}),
        node("skip", "add", {"a": "a2", "b": "x"}),
        node("h3", "linear", {"x": "skip", "weight": "w"}),
        node("bce", "bce_with_logits_loss", {"input": "h3", "target": "t"}, out="loss", reduction="sum"),
        node("ww", "mul", {"a": "w", "b": "w"}),
        node("pen", "sum", {"x": "ww"}),
        node("r", "reshape", {"x": "ww"}, shape=[-1]),
        node("l", "log", {"x": "r"}),
        node("ml", "mean", {"x": "l"}),
        node("s1", "mul", {"a": "pen", "b": "half"}),
        node("s2", "add", {"a": "bce", "b": "s1"}),
        node("total", "sub", {"a": "s2", "b": "ml"}),
    ],
    "total",
    constants=("half",),
    fixed=("t",),
)

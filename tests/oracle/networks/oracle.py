"""Networks whose every number comes from PyTorch (float64, CPU), written in the form of the JSON files beside this one.
mixed.py and architectures.py say which; run them with an interpreter that has torch.
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
    "concat": lambda a, p: torch.cat([p[f"x{i}"] for i in range(len(p))], a["dim"]),
    "stack": lambda a, p: torch.stack([p[f"x{i}"] for i in range(len(p))], a["dim"]),
    "slice": lambda a, p: cut(p["x"], a["ranges"]),
    "transpose": lambda a, p: p["x"].transpose(a["dim0"], a["dim1"]),
    "permute": lambda a, p: p["x"].permute(a["dims"]),
    "embedding": lambda a, p: F.embedding(p["index"], p["weight"]),
    "conv1d": lambda a, p: F.conv1d(p["x"], p["weight"], p.get("bias"), a["stride"], a["padding"], a["dilation"], a["groups"]),
    "conv_transpose2d": lambda a, p: F.conv_transpose2d(p["x"], p["weight"], p.get("bias"), a["stride"], a["padding"], a["output_padding"], a["groups"], a["dilation"]),
    "max_pool1d": lambda a, p: F.max_pool1d(p["x"], a["kernel_size"], a["stride"], a["padding"]),
    "adaptive_avg_pool2d": lambda a, p: F.adaptive_avg_pool2d(p["x"], a["output_size"]),
    "upsample2d": lambda a, p: F.interpolate(p["x"], scale_factor=a["scale_factor"], mode=a["mode"], **({"align_corners": a["align_corners"]} if a["mode"] == "bilinear" else {})),
    "group_norm": lambda a, p: F.group_norm(p["x"], a["num_groups"], p["weight"], p["bias"], a["eps"]),
    "layer_norm": lambda a, p: F.layer_norm(p["x"], a["normalized_shape"], p["weight"], p["bias"], a["eps"]),
    "rms_norm": lambda a, p: p["x"] / torch.sqrt((p["x"] ** 2).mean(-1, keepdim=True) + a["eps"]) * p["weight"],
    "batch_norm": lambda a, p: F.batch_norm(p["x"], None, None, p["weight"], p["bias"], True, 0.1, a["eps"]),
    "silu": lambda a, p: F.silu(p["x"]),
    "gelu": lambda a, p: F.gelu(p["x"], approximate=a["approximate"]),
    "softplus": lambda a, p: F.softplus(p["x"]),
    "leaky_relu": lambda a, p: F.leaky_relu(p["x"], a["negative_slope"]),
    "square": lambda a, p: p["x"] ** 2,
    "scaled_dot_product_attention": lambda a, p: attention(p["q"], p["k"], p["v"], a["is_causal"]),
    "lstm_cell": lambda a, p: torch._VF.lstm_cell(p["x"], (p["h"], p["c"]), p["w_ih"], p["w_hh"], p["b_ih"], p["b_hh"]),
    "gru_cell": lambda a, p: torch._VF.gru_cell(p["x"], p["h"], p["w_ih"], p["w_hh"], p["b_ih"], p["b_hh"]),
    "cross_entropy_loss": lambda a, p: F.cross_entropy(p["input"], p["target"], reduction=a["reduction"]),
}


def cut(x, ranges):
    for axis, start, end, step in ranges:
        index = [slice(None)] * x.dim()
        index[axis] = slice(start, end, step)
        x = x[tuple(index)]
    return x


def attention(q, k, v, causal):
    scores = q @ k.transpose(-1, -2) / q.shape[-1] ** 0.5
    if causal:
        scores = scores.masked_fill(torch.ones(scores.shape[-2:], dtype=torch.bool).triu(1), float("-inf"))
    return torch.softmax(scores, -1) @ v


def pack(t):
    t = t.detach()
    kind = {torch.float64: "float64", torch.int64: "int64"}[t.dtype]
    return {"dtype": kind, "shape": list(t.shape), "data": t.reshape(-1).tolist()}


def rand(*shape, scale=1.0):
    return torch.round(torch.randn(*shape) * scale * 1e4) / 1e4


def forward(inputs, params, nodes, fixed):
    env = {}
    for key, value in {**inputs, **params}.items():
        leaf = value if value.requires_grad else value.clone()
        env[key] = leaf if leaf.requires_grad else leaf.requires_grad_(value.dtype == torch.float64 and key not in fixed)
    for node in nodes:
        ports = {port: env[source] for port, source in node["inputs"].items()}
        outs = OPS[node["op"]](node["attrs"], ports)
        # Copies: inside a cell, h1 is made from c1, but the delta of an output is what its readers send back.
        outs = tuple(out.clone() for out in outs) if isinstance(outs, tuple) else (outs,)
        for key, out in zip(node["outputs"].values(), outs):
            out.retain_grad()
            env[key] = out
    return env


OPTIMIZERS = {
    "sgd_momentum": (torch.optim.SGD, {"lr": 0.05, "momentum": 0.9}),
    "adam": (torch.optim.Adam, {"lr": 0.01, "betas": [0.9, 0.999], "eps": 1e-8}),
}


def training(name, inputs, params, nodes, loss, fixed):
    """20 full-batch steps, as in the other files; `spread` is how far a relative 1e-12 at the start moves the end."""
    make, hyper = OPTIMIZERS[name]

    def run(nudge):
        theta = {k: (v * (1 + nudge)).clone().requires_grad_() for k, v in params.items()}
        optimizer = make(theta.values(), **hyper)
        losses = []
        for _ in range(20):
            optimizer.zero_grad()
            value = forward(inputs, theta, nodes, fixed)[loss]
            value.backward()
            losses.append(value.item())
            optimizer.step()
        return losses, theta, forward(inputs, theta, nodes, fixed)[loss].item()

    losses, theta, final = run(0)
    _, moved, _ = run(1e-12)
    spread = max((theta[k] - moved[k]).abs().max().item() for k in theta)
    return {
        "optimizer": name,
        "hyper": hyper,
        "steps": 20,
        "losses": losses,
        "final_loss": final,
        "final_params": {k: pack(v) for k, v in theta.items()},
        "spread": {"max_abs_change_of_final_params": spread},
    }


def build(name, inputs, params, nodes, loss, constants=(), fixed=(), train=()):
    env = forward(inputs, params, nodes, fixed)
    env[loss].backward()
    names = [key for n in nodes for key in n["outputs"].values()]
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
        "training": [training(t, inputs, params, nodes, loss, fixed) for t in train],
    }
    if not document["training"]:
        del document["training"]
    unread = [k for k in names if env[k].grad is None]
    if unread:
        document["no_gradient_path"] = unread
    with open(os.path.join(HERE, f"{name}.json"), "w") as file:
        json.dump(document, file)
        file.write("\n")


def node(id, op, inputs, out="y", **attrs):
    return {"id": id, "op": op, "attrs": attrs, "inputs": inputs, "outputs": {out: id} if isinstance(out, str) else {port: f"{id}.{port}" for port in out}}

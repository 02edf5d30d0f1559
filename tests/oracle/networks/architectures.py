"""Writes arch_*.json: small ones of the architectures that people build."""
import torch

from oracle import build, node, rand

conv = dict(stride=[1, 1], padding=[1, 1], dilation=[1, 1], groups=1)
both = ("sgd_momentum", "adam")


def recurrent(cell, gates):
    """Three steps that share their weights, the last state classified; mean over time of what was shown as a second reader."""
    lstm = cell == "lstm_cell"
    nodes = []
    state = {"h": "h0", **({"c": "c0"} if lstm else {})}
    for t in range(3):
        nodes.append(node(f"x{t}", "slice", {"x": "x"}, ranges=[[1, t, t + 1, 1]]))
        nodes.append(node(f"s{t}", "reshape", {"x": f"x{t}"}, shape=[-1, 3]))
        weights = {"w_ih": "w_ih", "w_hh": "w_hh", "b_ih": "b_ih", "b_hh": "b_hh"}
        nodes.append(node(f"k{t}", cell, {"x": f"s{t}", **state, **weights}, out=("h1", "c1") if lstm else ("h1",)))
        state = {"h": f"k{t}.h1", **({"c": f"k{t}.c1"} if lstm else {})}
    shown = {f"x{t}": f"k{t}.h1" for t in range(3)}
    nodes += [
        node("seq", "stack", shown, dim=1),
        node("avg", "mean", {"x": "seq"}, dim=[1], keepdim=False),
        node("sum", "add", {"a": "avg", "b": "k2.h1"}),
        node("z", "linear", {"x": "sum", "weight": "w", "bias": "b"}),
        node("loss", "cross_entropy_loss", {"input": "z", "target": "t"}, out="loss", reduction="mean"),
    ]
    inputs = {"x": rand(5, 3, 3), "h0": rand(5, 4, scale=0.1), "t": torch.tensor([0, 2, 1, 1, 0])}
    if lstm:
        inputs["c0"] = rand(5, 4, scale=0.1)
    params = {"w_ih": rand(4 * gates, 3, scale=0.5), "w_hh": rand(4 * gates, 4, scale=0.5), "b_ih": rand(4 * gates, scale=0.1), "b_hh": rand(4 * gates, scale=0.1), "w": rand(3, 4), "b": rand(3)}
    build(f"arch_{cell.split('_')[0]}", inputs, params, nodes, "loss", train=both)


torch.manual_seed(11)
recurrent("lstm_cell", 4)
recurrent("gru_cell", 3)

build(
    "arch_unet",
    {"x": rand(2, 1, 8, 8), "t": (rand(2, 1, 8, 8) > 0).double()},
    {
        "k1": rand(4, 1, 3, 3, scale=0.4), "g1": 1 + rand(4, scale=0.1), "n1": rand(4, scale=0.1),
        "k2": rand(6, 4, 3, 3, scale=0.3), "g2": 1 + rand(6, scale=0.1), "n2": rand(6, scale=0.1),
        "up": rand(6, 4, 2, 2, scale=0.4), "ub": rand(4, scale=0.1),
        "k3": rand(4, 8, 3, 3, scale=0.3), "b3": rand(4, scale=0.1), "k4": rand(1, 4, 1, 1),
    },
    [
        node("c1", "conv2d", {"x": "x", "weight": "k1"}, **conv),
        node("m1", "batch_norm", {"x": "c1", "weight": "g1", "bias": "n1"}, training=True, momentum=0.1, eps=1e-5),
        node("a1", "relu", {"x": "m1"}),
        node("d", "max_pool2d", {"x": "a1"}, kernel_size=[2, 2], stride=[2, 2], padding=[0, 0]),
        node("c2", "conv2d", {"x": "d", "weight": "k2"}, **conv),
        node("m2", "group_norm", {"x": "c2", "weight": "g2", "bias": "n2"}, num_groups=3, eps=1e-5),
        node("a2", "leaky_relu", {"x": "m2"}, negative_slope=0.1),
        node("u", "conv_transpose2d", {"x": "a2", "weight": "up", "bias": "ub"}, stride=[2, 2], padding=[0, 0], output_padding=[0, 0], dilation=[1, 1], groups=1),
        node("skip", "concat", {"x0": "a1", "x1": "u"}, dim=1),
        node("c3", "conv2d", {"x": "skip", "weight": "k3", "bias": "b3"}, **conv),
        node("a3", "silu", {"x": "c3"}),
        node("c4", "conv2d", {"x": "a3", "weight": "k4"}, stride=[1, 1], padding=[0, 0], dilation=[1, 1], groups=1),
        node("loss", "bce_with_logits_loss", {"input": "c4", "target": "t"}, out="loss", reduction="mean"),
    ],
    "loss",
    fixed=("t",),
    train=both,
)
build(
    "arch_vae",
    {"x": rand(6, 5).abs().clamp(0, 1), "noise": rand(6, 2), "half": torch.tensor(0.5), "one": torch.tensor(1.0)},
    {"w1": rand(8, 5, scale=0.5), "b1": rand(8, scale=0.1), "wm": rand(2, 8, scale=0.5), "wv": rand(2, 8, scale=0.3), "w2": rand(8, 2, scale=0.5), "w3": rand(5, 8, scale=0.5), "b3": rand(5, scale=0.1)},
    [
        node("e", "linear", {"x": "x", "weight": "w1", "bias": "b1"}),
        node("ea", "softplus", {"x": "e"}),
        node("mu", "linear", {"x": "ea", "weight": "wm"}),
        node("lv", "linear", {"x": "ea", "weight": "wv"}),
        node("hv", "mul", {"a": "lv", "b": "half"}),
        node("sd", "exp", {"x": "hv"}),
        node("sn", "mul", {"a": "sd", "b": "noise"}),
        node("z", "add", {"a": "mu", "b": "sn"}),
        node("d", "linear", {"x": "z", "weight": "w2"}),
        node("da", "gelu", {"x": "d"}, approximate="tanh"),
        node("o", "linear", {"x": "da", "weight": "w3", "bias": "b3"}),
        node("rec", "bce_with_logits_loss", {"input": "o", "target": "x"}, out="loss", reduction="sum"),
        node("m2", "square", {"x": "mu"}),
        node("v", "exp", {"x": "lv"}),
        node("k1", "add", {"a": "m2", "b": "v"}),
        node("k2", "sub", {"a": "k1", "b": "lv"}),
        node("k3", "sub", {"a": "k2", "b": "one"}),
        node("ks", "sum", {"x": "k3"}),
        node("kl", "mul", {"a": "ks", "b": "half"}),
        node("total", "add", {"a": "rec", "b": "kl"}),
    ],
    "total",
    constants=("half", "one"),
    fixed=("x", "noise"),
    train=("adam",),
)


def rotate(name, source):
    """Rotary position embedding: x·cos + rotate_half(x)·sin."""
    return [
        node(f"{name}_l", "slice", {"x": source}, ranges=[[-1, 0, 2, 1]]),
        node(f"{name}_r", "slice", {"x": source}, ranges=[[-1, 2, 4, 1]]),
        node(f"{name}_n", "neg", {"x": f"{name}_r"}),
        node(f"{name}_h", "concat", {"x0": f"{name}_n", "x1": f"{name}_l"}, dim=-1),
        node(f"{name}_c", "mul", {"a": source, "b": "cos"}),
        node(f"{name}_s", "mul", {"a": f"{name}_h", "b": "sin"}),
        node(name, "add", {"a": f"{name}_c", "b": f"{name}_s"}),
    ]


def heads(name, source, weight):
    """[N, T, 8] → [N, 2 heads, T, 4]."""
    return [
        node(f"{name}_p", "linear", {"x": source, "weight": weight}),
        node(f"{name}_v", "reshape", {"x": f"{name}_p"}, shape=[2, 5, 2, 4]),
        node(name, "transpose", {"x": f"{name}_v"}, dim0=1, dim1=2),
    ]


angle = torch.arange(5.0)[:, None] / 10 ** torch.tensor([0.0, 0.5, 0.0, 0.5])
build(
    "arch_llama",
    {"tokens": torch.tensor([[3, 1, 4, 1, 5], [2, 6, 5, 3, 5]]), "t": torch.tensor([[1, 4, 1, 5, 0], [6, 5, 3, 5, 2]]), "cos": torch.cos(angle), "sin": torch.sin(angle)},
    {
        "table": rand(7, 8), "r1": 1 + rand(8, scale=0.1), "r2": 1 + rand(8, scale=0.1), "r3": 1 + rand(8, scale=0.1),
        **{name: rand(8, 8, scale=0.4) for name in ("wq", "wk", "wv", "wo")},
        "gate": rand(12, 8, scale=0.4), "upw": rand(12, 8, scale=0.4), "down": rand(8, 12, scale=0.4), "head": rand(7, 8, scale=0.4),
    },
    [
        node("e", "embedding", {"index": "tokens", "weight": "table"}),
        node("n1", "rms_norm", {"x": "e", "weight": "r1"}, eps=1e-6),
        *heads("q0", "n1", "wq"), *heads("k0", "n1", "wk"), *heads("v", "n1", "wv"),
        *rotate("q", "q0"), *rotate("k", "k0"),
        node("att", "scaled_dot_product_attention", {"q": "q", "k": "k", "v": "v"}, is_causal=True),
        node("back", "transpose", {"x": "att"}, dim0=1, dim1=2),
        node("flat", "reshape", {"x": "back"}, shape=[2, 5, 8]),
        node("o", "linear", {"x": "flat", "weight": "wo"}),
        node("x1", "add", {"a": "e", "b": "o"}),
        node("n2", "rms_norm", {"x": "x1", "weight": "r2"}, eps=1e-6),
        node("g", "linear", {"x": "n2", "weight": "gate"}),
        node("ga", "silu", {"x": "g"}),
        node("up", "linear", {"x": "n2", "weight": "upw"}),
        node("gu", "mul", {"a": "ga", "b": "up"}),
        node("dn", "linear", {"x": "gu", "weight": "down"}),
        node("x2", "add", {"a": "x1", "b": "dn"}),
        node("n3", "rms_norm", {"x": "x2", "weight": "r3"}, eps=1e-6),
        node("lg", "linear", {"x": "n3", "weight": "head"}),
        node("cls", "transpose", {"x": "lg"}, dim0=1, dim1=2),
        node("loss", "cross_entropy_loss", {"input": "cls", "target": "t"}, out="loss", reduction="mean"),
    ],
    "loss",
    fixed=("cos", "sin"),
    train=both,
)
build(
    "arch_text_cnn",
    {"words": torch.tensor([[1, 2, 3, 4, 2, 0], [5, 5, 1, 0, 3, 2], [4, 4, 4, 1, 2, 3]]), "t": torch.tensor([0, 1, 1])},
    {"table": rand(6, 4), "k": rand(5, 4, 3, scale=0.5), "b": rand(5, scale=0.1), "w": rand(2, 5), "c": rand(2, scale=0.1)},
    [
        node("e", "embedding", {"index": "words", "weight": "table"}),
        node("ch", "permute", {"x": "e"}, dims=[0, 2, 1]),
        node("c1", "conv1d", {"x": "ch", "weight": "k", "bias": "b"}, stride=1, padding=1, dilation=1, groups=1),
        node("a", "gelu", {"x": "c1"}, approximate="none"),
        node("p", "max_pool1d", {"x": "a"}, kernel_size=6, stride=6, padding=0),
        node("f", "flatten", {"x": "p"}, start_dim=1, end_dim=-1),
        node("z", "linear", {"x": "f", "weight": "w", "bias": "c"}),
        node("loss", "cross_entropy_loss", {"input": "z", "target": "t"}, out="loss", reduction="mean"),
    ],
    "loss",
    train=both,
)
build(
    "arch_upsampler",
    {"x": rand(2, 3, 5, 4), "t": rand(2, 2, 4, 4)},
    {"k1": rand(4, 3, 3, 3, scale=0.3), "b1": rand(4, scale=0.1), "g": 1 + rand(4, 3, 3, scale=0.1), "n": rand(4, 3, 3, scale=0.1), "k2": rand(2, 4, 3, 3, scale=0.3)},
    [
        node("c1", "conv2d", {"x": "x", "weight": "k1", "bias": "b1"}, **conv),
        node("p", "adaptive_avg_pool2d", {"x": "c1"}, output_size=[3, 3]),
        node("ln", "layer_norm", {"x": "p", "weight": "g", "bias": "n"}, normalized_shape=[4, 3, 3], eps=1e-5),
        node("a", "tanh", {"x": "ln"}),
        node("u", "upsample2d", {"x": "a"}, scale_factor=[2, 2], mode="bilinear", align_corners=False),
        node("c2", "conv2d", {"x": "u", "weight": "k2"}, stride=[1, 1], padding=[0, 0], dilation=[1, 1], groups=1),
        node("loss", "mse_loss", {"input": "c2", "target": "t"}, out="loss", reduction="mean"),
    ],
    "loss",
    train=("sgd_momentum",),
)

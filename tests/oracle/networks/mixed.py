"""Writes mixed_*.json: what the other networks leave out of the first ops."""
import torch

from oracle import build, node, rand

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

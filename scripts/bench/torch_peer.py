"""PyTorch's side of the bench, one thread. Reads one JSON command a line, answers with one JSON line each."""
import array
import json
import os
import sys
import time

import torch
import torch.nn.functional as F

torch.set_num_threads(1)


def load(folder):
    with open(os.path.join(folder, "tensors.json")) as file:
        index = json.load(file)
    data = array.array("f")
    path = os.path.join(folder, "tensors.bin")
    with open(path, "rb") as file:
        data.fromfile(file, os.path.getsize(path) // 4)
    flat = torch.tensor(data, dtype=torch.float32)
    return {name: flat[at : at + count].reshape(shape).clone() for name, (shape, at, count) in index.items()}


def tiny(given):
    x = given["x"].requires_grad_()
    target = given["target"]
    layers = [(given[f"weight{i}"].requires_grad_(), given[f"bias{i}"].requires_grad_()) for i in range(3)]

    def step():
        hidden = x
        for weight, bias in layers:
            hidden = F.linear(hidden, weight, bias)
            hidden.retain_grad()
            hidden = torch.sigmoid(hidden)
            hidden.retain_grad()
        loss = F.mse_loss(hidden, target)
        loss.backward()
        seen = [loss.item(), layers[0][0].grad[0, 0].item(), x.grad[0, 0].item()]
        x.grad = None
        for weight, bias in layers:
            weight.grad = bias.grad = None
        return seen

    return step


def training(parameters, lr, loss_of):
    for parameter in parameters:
        parameter.requires_grad_()
    optimizer = torch.optim.SGD(parameters, lr=lr)

    def step():
        optimizer.zero_grad()
        loss = loss_of()
        loss.backward()
        optimizer.step()
        return [loss.item()]

    return step


def mlp(given):
    x, target = given["x"], given["target"].long()
    w1, b1, w2, b2 = given["weight0"], given["bias0"], given["weight1"], given["bias1"]
    return training(
        [w1, b1, w2, b2], 0.05, lambda: F.cross_entropy(F.linear(F.relu(F.linear(x, w1, b1)), w2, b2), target)
    )


def lenet(given):
    x, target = given["x"], given["target"].long()
    k1, c1, k2, c2, w, b = (given[name] for name in ("weight0", "bias0", "weight1", "bias1", "weight2", "bias2"))

    def loss():
        hidden = F.max_pool2d(F.relu(F.conv2d(x, k1, c1)), 2)
        hidden = F.max_pool2d(F.relu(F.conv2d(hidden, k2, c2)), 2)
        return F.cross_entropy(F.linear(hidden.flatten(1), w, b), target)

    return training([k1, c1, k2, c2, w, b], 0.05, loss)


def convolution(given):
    x, weight, dy = given["x"], given["weight"], given["dy"]

    def look(tensor):
        flat = tensor.flatten()
        return [flat[0].item(), flat[12345].item()]

    def forward():
        return look(F.conv2d(x, weight, stride=4))

    def weight_gradient():
        return look(torch.nn.grad.conv2d_weight(x, weight.shape, dy, stride=4))

    def input_gradient():
        return look(torch.nn.grad.conv2d_input(x.shape, weight, dy, stride=4))

    return {"forward": forward, "weight": weight_gradient, "input": input_gradient}


def product(given):
    a, b = given["a"], given["b"]

    def step():
        flat = (a @ b).flatten()
        return [flat[0].item(), flat[12345].item()]

    return step


makers = {"tiny": tiny, "mlp": mlp, "lenet": lenet, "convolution": convolution, "product": product}
steps = {}

print(json.dumps({"version": torch.__version__}), flush=True)
for line in sys.stdin:
    command = json.loads(line)
    if "load" in command:
        made = makers[command["load"]](load(command["folder"]))
        for part, step in made.items() if isinstance(made, dict) else [("", made)]:
            steps[command["load"] + part] = step
        print("{}", flush=True)
        continue
    step = steps[command["run"]]
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(command["count"]):
        seen = step()
    print(
        json.dumps(
            {"wall": 1000 * (time.perf_counter() - wall), "cpu": 1000 * (time.process_time() - cpu), "check": seen}
        ),
        flush=True,
    )

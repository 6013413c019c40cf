#!/usr/bin/env python3
"""The lesson's experiment in plain PyTorch, as any user would write it.

A worker of bench/BatchNorm.Peers: prints a greeting, then answers each line of JSON on standard input with one on
standard output. Made for Debian's python3-torch (with OpenBLAS), and asks for nothing that a newer one lacks.

    pytorch_loop.py DATA [--threads N]

DATA is a folder with the four IDX files of MNIST, plain or .gz; without --threads, PyTorch decides.
"""

import argparse
import gzip
import json
import os
import resource
import sys
import time

import torch
from torch import nn

CLASSES = 10
VALIDATION_SHARE = 12  # the first twelfth of the training file is for validation: 5,000 of MNIST's 60,000
STEPS_BEFORE_THE_CLOCK = 5


def read_idx(folder, name, header):
    dotted = name.replace("-idx", ".idx")
    for candidate in (name, name + ".gz", dotted, dotted + ".gz"):
        path = os.path.join(folder, candidate)
        if os.path.exists(path):
            with gzip.open(path) if path.endswith(".gz") else open(path, "rb") as file:
                return torch.frombuffer(bytearray(file.read()), dtype=torch.uint8, offset=header)
    raise FileNotFoundError(f"{folder} does not hold {name}, neither plain nor as .gz.")


def read_set(folder, name):
    """Images as count x pixels, 0 to 1, and labels."""
    labels = read_idx(folder, f"{name}-labels-idx1-ubyte", header=8).long()
    images = read_idx(folder, f"{name}-images-idx3-ubyte", header=16).view(len(labels), -1).float().div_(255)
    return images, labels


class Data:
    def __init__(self, folder):
        images, labels = read_set(folder, "train")
        split = len(labels) // VALIDATION_SHARE
        self.validation = images[:split], labels[:split]
        self.training = images[split:], labels[split:]
        self.test = read_set(folder, "t10k")


def create_model(inputs, experiment, use_batch_norm):
    torch.manual_seed(experiment["seed"])
    modules = []
    width = inputs
    for units in experiment["hiddenLayer"]:
        modules.append(nn.Linear(width, units, bias=not use_batch_norm))
        if use_batch_norm:
            modules.append(nn.BatchNorm1d(units, eps=experiment["epsilon"], momentum=1 - experiment["decay"]))
        modules.append(getattr(nn, experiment["activation"])())
        width = units
    modules.append(nn.Linear(width, CLASSES))
    for module in modules:
        if isinstance(module, nn.Linear):
            nn.init.normal_(module.weight, std=experiment["weightScale"])
            if module.bias is not None:
                nn.init.zeros_(module.bias)
    return nn.Sequential(*modules)


def accuracy(model, images, labels):
    """The share of images predicted right, with the population statistics."""
    model.eval()
    with torch.no_grad():
        correct = (model(images).argmax(1) == labels).sum().item()
    model.train()
    return correct / len(labels)


def train(model, data, experiment, steps, batches_per_sample):
    """Shuffled once an epoch; what is left at an epoch's end and makes no batch is dropped."""
    images, labels = data.training
    batch_size = experiment["batchSize"]
    loss = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=experiment["learningRate"])
    position = len(labels)
    model.train()
    for step in range(steps):
        if position + batch_size > len(labels):
            permutation = torch.randperm(len(labels))
            position = 0
        indices = permutation[position:position + batch_size]
        position += batch_size
        optimizer.zero_grad()
        loss(model(images.index_select(0, indices)), labels.index_select(0, indices)).backward()
        optimizer.step()
        if batches_per_sample and step % batches_per_sample == 0:
            accuracy(model, *data.validation)


def train_and_test(data, experiment, use_batch_norm):
    steps = experiment["trainingBatches"]
    model = create_model(data.training[0].shape[1], experiment, use_batch_norm)
    start = time.perf_counter()
    train(model, data, experiment, steps, experiment["batchesPerSample"])
    seconds = time.perf_counter() - start
    accuracy(model, *data.validation)
    return {"batchesPerSecond": steps / seconds, "testAccuracy": accuracy(model, *data.test)}


def compare(data, request):
    if request["inverted"] or request["threads"] != 1:
        raise NotImplementedError("The plain PyTorch loop trains on the images as they are, one network after the other.")
    start = time.perf_counter()
    without = train_and_test(data, request["experiment"], False)
    with_batch_norm = train_and_test(data, request["experiment"], True)
    return {
        "without": without,
        "with": with_batch_norm,
        "seconds": time.perf_counter() - start,
        "peakMemory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024),
    }


def take_steps(data, request):
    experiment = request["experiment"]
    steps = experiment["trainingBatches"]
    model = create_model(data.training[0].shape[1], experiment, request["useBatchNorm"])
    train(model, data, experiment, min(steps, STEPS_BEFORE_THE_CLOCK), None)
    start = time.perf_counter()
    train(model, data, experiment, steps, None)
    return {"seconds": time.perf_counter() - start}


def evaluate(data, request):
    model = create_model(data.training[0].shape[1], request["experiment"], True)
    seconds = []
    for _ in range(request["times"] + 1):
        start = time.perf_counter()
        accuracy(model, *data.test)
        seconds.append(time.perf_counter() - start)
    return {"seconds": seconds[1:]}


ANSWERS = {"compare": compare, "steps": take_steps, "evaluate": evaluate}


def version():
    """PyTorch's version and its BLAS: the reference one, which Debian takes where OpenBLAS is missing, is no peer."""
    try:
        with open("/proc/self/maps") as maps:
            blas = "OpenBLAS" if "openblas" in maps.read() else "no OpenBLAS"
    except OSError:
        blas = "unknown BLAS"
    return f"PyTorch {torch.__version__} with {blas}"


def say(message):
    print(json.dumps(message), flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data")
    parser.add_argument("--threads", type=int)
    arguments = parser.parse_args()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    data = Data(arguments.data)
    say({"version": version(), "threads": torch.get_num_threads()})
    for line in sys.stdin:
        try:
            request = json.loads(line)
            say(ANSWERS[request["kind"]](data, request))
        except Exception as error:  # the harness reports it, and the next request may succeed
            say({"error": f"{type(error).__name__}: {error}"})


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""The module's experiments in plain PyTorch: the loop that trains and tests the networks of pytorch_networks.py.

A worker of bench/BatchNorm.Peers: prints a greeting, then answers each line of JSON on standard input with one on
standard output. Made for Debian's python3-torch (with OpenBLAS), and asks for nothing that a newer one lacks.

    pytorch_loop.py DATA [--threads N] [--by-hand]

DATA is a folder with the four IDX files of MNIST, plain or .gz; without --threads, PyTorch decides. With --by-hand an LSTM
without batch normalization is written step by step too, and not nn.LSTM.
"""

import argparse
import copy
import functools
import gzip
import json
import os
import resource
import sys
import time

import torch
from torch import nn
from torch.nn import functional

import pytorch_networks

VALIDATION_SHARE = 12  # the first twelfth of the training file is for validation: 5,000 of MNIST's 60,000
CHUNK = 1_000  # images inferred at a time, as the module does
MOST_GRADIENT = 1  # the norm that the gradients of an LSTM are clipped at


def read_idx(folder, name):
    """The dimensions of a file and its bytes."""
    dotted = name.replace("-idx", ".idx")
    for candidate in (name, name + ".gz", dotted, dotted + ".gz"):
        path = os.path.join(folder, candidate)
        if os.path.exists(path):
            with gzip.open(path) if path.endswith(".gz") else open(path, "rb") as file:
                content = file.read()
            header = 4 + 4 * content[3]
            sizes = [int.from_bytes(content[at:at + 4], "big") for at in range(4, header, 4)]
            return sizes, torch.frombuffer(bytearray(content), dtype=torch.uint8, offset=header)
    raise FileNotFoundError(f"{folder} does not hold {name}, neither plain nor as .gz.")


class Data:
    """Images as count x pixels, 0 to 1, and labels."""

    def __init__(self, folder):
        images, labels = self.read_set(folder, "train")
        split = len(labels) // VALIDATION_SHARE
        self.validation = images[:split], labels[:split]
        self.training = images[split:], labels[split:]
        self.test = self.read_set(folder, "t10k")

    def read_set(self, folder, name):
        _, labels = read_idx(folder, f"{name}-labels-idx1-ubyte")
        (count, self.rows, self.columns), pixels = read_idx(folder, f"{name}-images-idx3-ubyte")
        return pixels.view(count, -1).float().div_(255), labels.long()

    @functools.cache
    def shrunk(self, factor):
        """The same images, smaller: the mean of a square of factor x factor pixels in place of the square."""
        if factor == 1:
            return self
        small = copy.copy(self)
        small.rows, small.columns = self.rows // factor, self.columns // factor
        for name in ("validation", "training", "test"):
            images, labels = getattr(self, name)
            means = functional.avg_pool2d(images.view(-1, 1, self.rows, self.columns), factor)
            setattr(small, name, (means.flatten(1), labels))
        return small


class Training:
    """A network, its optimizer and its way through the images, which are shuffled once an epoch; what is left at an epoch's
    end and makes no batch is dropped."""

    def __init__(self, data, experiment, use_batch_norm, by_hand):
        self.data, self.batch_size = data, experiment["batchSize"]
        self.model = pytorch_networks.create(data.rows, data.columns, experiment, use_batch_norm, by_hand)
        self.loss = nn.CrossEntropyLoss()
        self.clips = experiment["architecture"] == "Recurrent"
        rate = experiment["learningRate"]
        self.optimizer = {
            "SGD": lambda parameters: torch.optim.SGD(parameters, lr=rate),
            "RMSProp": lambda parameters: torch.optim.RMSprop(parameters, lr=rate, alpha=experiment["momentum"], eps=1e-5),
        }[experiment["optimizer"]](self.model.parameters())
        self.position = len(data.training[1])

    def step(self):
        images, labels = self.data.training
        if self.position + self.batch_size > len(labels):
            self.permutation = torch.randperm(len(labels))
            self.position = 0
        indices = self.permutation[self.position:self.position + self.batch_size]
        self.position += self.batch_size
        self.optimizer.zero_grad()
        self.loss(self.model(images.index_select(0, indices)), labels.index_select(0, indices)).backward()
        if self.clips:
            nn.utils.clip_grad_norm_(self.model.parameters(), MOST_GRADIENT)
        self.optimizer.step()

    def test(self, images, labels):
        """The share of images predicted right and the mean loss, with the population statistics."""
        correct, loss = 0, 0.0
        self.model.eval()
        with torch.no_grad():
            for some, those in zip(images.split(CHUNK), labels.split(CHUNK)):
                logits = self.model(some)
                correct += (logits.argmax(1) == those).sum().item()
                loss += self.loss(logits, those).item() * len(those)
        self.model.train()
        return correct / len(labels), loss / len(labels)


class Worker:
    """What answers each kind of request."""

    def __init__(self, data, by_hand):
        self.data, self.by_hand = data, by_hand

    def create(self, request):
        return Training(self.data.shrunk(request["shrink"]), request["experiment"], request["useBatchNorm"], self.by_hand)

    def test_images(self, request):
        return [values[:request["images"]] for values in self.data.shrunk(request["shrink"]).test]

    def train(self, request):
        training = self.create(request)
        for _ in range(request["experiment"]["trainingBatches"]):
            training.step()
        accuracy, loss = training.test(*self.test_images(request))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        return {"accuracy": accuracy, "loss": loss, "peakMemory": peak}

    def steps(self, request):
        training = self.create(request)
        return {"perSecond": rate(training.step, request["seconds"])}

    def infer(self, request):
        training, images = self.create(request), self.test_images(request)
        return {"perSecond": len(images[1]) * rate(lambda: training.test(*images), request["seconds"])}

    def pair(self, request):
        """Both networks, one after the other, with their accuracy samples and their tests in the end."""
        experiment = request["experiment"]
        batches = experiment["trainingBatches"]
        start = time.perf_counter()
        for use_batch_norm in (False, True):
            training = Training(self.data, experiment, use_batch_norm, self.by_hand)
            for step in range(batches):
                training.step()
                if step % experiment["batchesPerSample"] == 0:
                    training.test(*self.data.validation)
            training.test(*self.data.validation)
            training.test(*self.data.test)
        return {"perSecond": batches / (time.perf_counter() - start)}


def rate(work, seconds):
    """How often a second something can be done, over so many seconds and at least once, after a fifth as long to warm up."""
    def measure(least):
        count, start = 0, time.perf_counter()
        while True:
            work()
            count += 1
            elapsed = time.perf_counter() - start
            if elapsed >= least:
                return count / elapsed

    measure(seconds / 5)
    return measure(seconds)


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
    parser.add_argument("--by-hand", action="store_true")
    arguments = parser.parse_args()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    worker = Worker(Data(arguments.data), arguments.by_hand)
    answers = {"train": worker.train, "steps": worker.steps, "infer": worker.infer, "pair": worker.pair}
    say({"version": version(), "threads": torch.get_num_threads()})
    for line in sys.stdin:
        try:
            request = json.loads(line)
            say(answers[request["kind"]](request))
        except Exception as error:  # the harness reports it, and the next request may succeed
            say({"error": f"{type(error).__name__}: {error}", "isRefusal": False})


if __name__ == "__main__":
    main()

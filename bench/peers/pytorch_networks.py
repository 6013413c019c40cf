"""The module's networks in plain PyTorch, from the same kind of weights: what any user would write who knows PyTorch."""

import torch
from torch import nn
from torch.nn import functional

CLASSES = 10
POOLING = 2
INITIAL_GAMMA = 0.1
NOISE = 0.1  # the deviation of the states an LSTM begins with where it reads the pixels in their order


def create(rows, columns, experiment, use_batch_norm, by_hand):
    """The network of an experiment: images of rows x columns, flat, to logits."""
    torch.manual_seed(experiment["seed"])
    if experiment["architecture"] == "Recurrent":
        steps, inputs = (rows * columns, 1) if experiment["pixelByPixel"] else (rows, columns)
        units = int(experiment["hiddenLayer"])
        if use_batch_norm:
            return HandWrittenLstm(steps, inputs, units, experiment)
        return HandWrittenLstm(steps, inputs, units, None) if by_hand else FusedLstm(steps, inputs, units)
    return layers(rows, columns, experiment, use_batch_norm)


def widths(text):
    """The numbers of "120,84"."""
    return [int(width) for width in text.split(",") if width]


def layers(rows, columns, experiment, use_batch_norm):
    """Convolutions with pooling where the experiment has any, then fully connected layers; weights N(0, scale^2)."""
    activation = getattr(nn, experiment["activation"])

    def hidden(product, normalization, units):
        normalized = [normalization(units, eps=experiment["epsilon"], momentum=1 - experiment["decay"])] if use_batch_norm else []
        return [product, *normalized, activation()]

    modules = []
    width = rows * columns
    if experiment["architecture"] == "Convolutional":
        modules.append(nn.Unflatten(1, (1, rows, columns)))
        below, kernel = 1, experiment["kernelSize"]
        for maps in widths(experiment["featureMaps"]):
            product = nn.Conv2d(below, maps, kernel, padding=kernel // 2, bias=not use_batch_norm)
            modules += [*hidden(product, nn.BatchNorm2d, maps), nn.AvgPool2d(POOLING)]
            below, rows, columns = maps, rows // POOLING, columns // POOLING
        modules.append(nn.Flatten())
        width = below * rows * columns
    for units in widths(experiment["hiddenLayer"]):
        modules += hidden(nn.Linear(width, units, bias=not use_batch_norm), nn.BatchNorm1d, units)
        width = units
    modules.append(nn.Linear(width, CLASSES))
    for module in modules:
        if isinstance(module, (nn.Linear, nn.Conv2d)):
            nn.init.normal_(module.weight, std=experiment["weightScale"])
            if module.bias is not None:
                nn.init.zeros_(module.bias)
    return nn.Sequential(*modules)


def output_layer(units):
    layer = nn.Linear(units, CLASSES)
    nn.init.orthogonal_(layer.weight)
    nn.init.zeros_(layer.bias)
    return layer


def initial_states(images, units):
    return NOISE * torch.randn(len(images), units), torch.zeros(len(images), units)


class FusedLstm(nn.Module):
    """nn.LSTM, which keeps its gates in the order i, f, g, o. Of its two biases one is left at 0: they are added up anyway."""

    def __init__(self, steps, inputs, units):
        super().__init__()
        self.steps, self.inputs, self.units = steps, inputs, units
        self.lstm = nn.LSTM(inputs, units, batch_first=True)
        self.output = output_layer(units)
        nn.init.orthogonal_(self.lstm.weight_ih_l0)
        nn.init.orthogonal_(self.lstm.weight_hh_l0)
        nn.init.zeros_(self.lstm.bias_ih_l0)
        nn.init.zeros_(self.lstm.bias_hh_l0).requires_grad_(False)
        with torch.no_grad():
            self.lstm.weight_hh_l0[2 * units:3 * units] = torch.eye(units)
            self.lstm.bias_ih_l0[units:2 * units] = 1

    def forward(self, images):
        hidden, cell = initial_states(images, self.units)
        _, (last, _) = self.lstm(images.view(-1, self.steps, self.inputs), (hidden.unsqueeze(0), cell.unsqueeze(0)))
        return self.output(last[0])


class StepNorm(nn.Module):
    """Batch normalization with statistics for every step; gamma and beta are shared by all. PyTorch's running variance is of the
    unbiased one, 60/59 of the module's in batches of 60."""

    def __init__(self, steps, width, has_beta, epsilon, decay):
        super().__init__()
        self.epsilon, self.momentum = epsilon, 1 - decay
        self.gamma = nn.Parameter(torch.full((width,), INITIAL_GAMMA))
        self.beta = nn.Parameter(torch.zeros(width)) if has_beta else None
        self.means = [torch.zeros(width) for _ in range(steps)]
        self.variances = [torch.ones(width) for _ in range(steps)]

    def forward(self, z, step):
        return functional.batch_norm(
            z, self.means[step], self.variances[step], self.gamma, self.beta, self.training, self.momentum, self.epsilon)


class HandWrittenLstm(nn.Module):
    """The same cell step by step, its gates in the order f, i, o, g, with batch normalization after Cooijmans et al. 2016:

    f, i, o, g = BN(h W_h; gamma_h) + BN(x W_x; gamma_x) + b
    c = sigmoid(f) * c + sigmoid(i) * tanh(g)
    h = sigmoid(o) * tanh(BN(c; gamma_c, beta_c))

    experiment has the settings of the normalization, and is None where BN(z) is z.
    """

    def __init__(self, steps, inputs, units, experiment):
        super().__init__()
        self.steps, self.inputs, self.units = steps, inputs, units
        self.input_weight = nn.Parameter(nn.init.orthogonal_(torch.empty(inputs, 4 * units)))
        self.hidden_weight = nn.Parameter(torch.cat([nn.init.orthogonal_(torch.empty(units, 3 * units)), torch.eye(units)], 1))
        self.bias = nn.Parameter(torch.cat([torch.ones(units), torch.zeros(3 * units)]))
        self.output = output_layer(units)
        self.is_normalized = experiment is not None
        if self.is_normalized:
            numbers = experiment["epsilon"], experiment["decay"]
            self.of_input = StepNorm(steps, 4 * units, False, *numbers)
            self.of_hidden = StepNorm(steps, 4 * units, False, *numbers)
            self.of_cell = StepNorm(steps, units, True, *numbers)

    def forward(self, images):
        hidden, cell = initial_states(images, self.units)
        for step, x in enumerate(images.view(-1, self.steps, self.inputs).unbind(1)):
            if self.is_normalized:
                sums = self.of_hidden(hidden @ self.hidden_weight, step) + self.of_input(x @ self.input_weight, step) + self.bias
            else:
                sums = torch.addmm(torch.addmm(self.bias, x, self.input_weight), hidden, self.hidden_weight)
            forget, keep, show = torch.sigmoid(sums[:, :3 * self.units]).chunk(3, 1)
            cell = forget * cell + keep * torch.tanh(sums[:, 3 * self.units:])
            hidden = show * torch.tanh(self.of_cell(cell, step) if self.is_normalized else cell)
        return self.output(hidden)

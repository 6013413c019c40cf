# The lesson's In [5]: a network with ReLU units trained for 2,000 batches, without and with batch normalization,
# from the same weights and over the same batches. Prints the comparison and draws it.
param([string] $Path = "$PWD/relu.png")

Compare-BatchNorm -Activation ReLU -LearningRate 0.01 -TrainingBatches 2000 -BatchesPerSample 50 -OutVariable comparison
$plot = $comparison | Export-AccuracyPlot -Path $Path -PassThru

"The plot is in $plot."
